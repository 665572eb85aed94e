import type { Shape } from './grid.js';

/** Runs of foreground voxels along the last axis of a mask; none goes on into the next row. */
export interface Runs {
  /** First voxel of each run as an index into the mask, ascending. */
  readonly start: Int32Array;
  /** Voxels of each run. */
  readonly length: Int32Array;
  /** Index of the first run of each row, and one past the last. */
  readonly firstOfRow: Int32Array;
}

/**
 * Finds the runs of a mask. Lesions are few and far between, so background is passed over sixteen
 * voxels at a time.
 *
 * @param mask [z,y,x]; every voxel other than 0 is foreground
 */
export function findRuns(mask: Uint8Array, [depth, height, width]: Shape): Runs {
  const nextForeground = foregroundSearch(mask);
  const runs = growingRuns();
  const firstOfRow = new Int32Array(depth * height + 1);
  let row = 0;
  for (let from = nextForeground(0); from < mask.length; ) {
    const itsRow = Math.floor(from / width);
    while (row <= itsRow) firstOfRow[row++] = runs.count();
    const endOfRow = (itsRow + 1) * width;
    let to = from + 1;
    while (to < endOfRow && mask[to] !== 0) to++;
    runs.add(from, to - from);
    from = nextForeground(to);
  }
  firstOfRow.fill(runs.count(), row);
  return { ...runs.finish(), firstOfRow };
}

/** A function that gives the first foreground voxel at or after an index; the length for none. */
function foregroundSearch(mask: Uint8Array): (from: number) => number {
  // Words must lie at multiples of four in the buffer, whatever part of it the mask is.
  const firstWord = -mask.byteOffset & 3;
  const count = Math.max(0, mask.length - firstWord) >> 2;
  const words = new Uint32Array(mask.buffer, count > 0 ? mask.byteOffset + firstWord : 0, count);
  return (from) => {
    let at = from;
    while (at < mask.length && ((at - firstWord) & 3) !== 0) {
      if (mask[at] !== 0) return at;
      at++;
    }
    let word = (at - firstWord) >> 2;
    while (word + 3 < words.length) {
      if ((words[word]! | words[word + 1]! | words[word + 2]! | words[word + 3]!) !== 0) break;
      word += 4;
    }
    at = Math.max(at, (word << 2) + firstWord);
    while (at < mask.length && mask[at] === 0) at++;
    return at;
  };
}

/** Collects runs in typed arrays that double when they are full. */
function growingRuns() {
  let start = new Int32Array(1024);
  let length = new Int32Array(1024);
  let count = 0;
  return {
    count: () => count,
    add: (from: number, voxels: number): void => {
      if (count === start.length) {
        start = doubled(start);
        length = doubled(length);
      }
      start[count] = from;
      length[count] = voxels;
      count++;
    },
    finish: () => ({ start: start.slice(0, count), length: length.slice(0, count) }),
  };
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
