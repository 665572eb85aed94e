import { arrayIndices } from '../../../src/cohort/collect/array-indices.js';

const inShards = (...shards: number[]) =>
  shards.map((shard) => ({
    study: { name: 'a', pet: '', ct: null },
    shard,
    voxels: 1,
    inputs: [],
  }));

test('as sbatch --array takes them', () => {
  expect(arrayIndices(inShards(7, 3, 9, 8, 3))).toBe('3,7-9');
  expect(arrayIndices(inShards(12))).toBe('12');
  expect(arrayIndices([])).toBe('');
});
