/**
 * Spreads studies over shards so that each has about as many voxels: the largest first, each into the shard that has least by
 * then (Graham's LPT rule: at most 4/3 of the best possible).
 *
 * @param voxels of each study
 * @returns the shard of each, from 1; the same for the same numbers
 */
export function balanceShards(voxels: ArrayLike<number>, shards: number): Uint32Array {
  const order = Uint32Array.from(voxels, (_, k) => k).sort(
    (a, b) => voxels[b]! - voxels[a]! || a - b,
  );
  const heap = Array.from({ length: shards }, (_, k) => ({ shard: k + 1, load: 0, studies: 0 }));
  const placed = new Uint32Array(voxels.length);
  for (const k of order) {
    const least = heap[0]!;
    placed[k] = least.shard;
    least.load += voxels[k]!;
    least.studies += 1;
    sink(heap);
  }
  return placed;
}

interface Load {
  readonly shard: number;
  load: number;
  studies: number;
}

/** Puts the first of a binary heap back into its place. */
function sink(heap: Load[]): void {
  let at = 0;
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    let least = at;
    if (left < heap.length && isLess(heap[left]!, heap[least]!)) least = left;
    if (right < heap.length && isLess(heap[right]!, heap[least]!)) least = right;
    if (least === at) return;
    [heap[at], heap[least]] = [heap[least]!, heap[at]!];
    at = least;
  }
}

/** Studies of unknown size are spread by their number. */
function isLess(a: Load, b: Load): boolean {
  return (
    a.load - b.load < 0 || (a.load === b.load && (a.studies - b.studies || a.shard - b.shard) < 0)
  );
}
