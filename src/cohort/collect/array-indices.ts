/** The shards of studies, as `sbatch --array` takes them: `3,7-9`. */
export function arrayIndices(studies: readonly { readonly shard: number }[]): string {
  const shards = [...new Set(studies.map(({ shard }) => shard))].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const shard of shards) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === shard - 1) last[1] = shard;
    else runs.push([shard, shard]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
