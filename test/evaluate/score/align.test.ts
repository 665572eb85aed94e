import fc from 'fast-check';
import { InputError } from '../../../src/errors.js';
import { alignTo } from '../../../src/evaluate/score/align.js';
import { type Reorientation, reorient } from '../../../src/image/orient.js';
import type { Mat3, Volume } from '../../../src/image/volume.js';
import { makeVolume } from '../../support/make-volume.js';

const data = Uint8Array.from({ length: 24 }, (_, i) => i);

/** Turned about the vertical axis, so that no index axis runs along a world axis. */
function turned(degrees: number): Mat3 {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [c, -s, 0, s, c, 0, 0, 0, 1];
}

function volume(parts: Partial<Volume<Uint8Array>> = {}): Volume<Uint8Array> {
  return makeVolume<Uint8Array>({
    size: [2, 3, 4],
    spacing: [2, 3, 5],
    origin: [10, -20, 30],
    data,
    ...parts,
  });
}

test('what lies on the grid is left as it is, header noise and all', () => {
  const grid = volume();
  const noisy = volume({ spacing: [2.00001, 3, 5], origin: [10.001, -20, 30] });
  expect(alignTo(noisy, grid, 'a', 'b')).toEqual({ volume: noisy, isReordered: false });
});

const reorientations = fc
  .tuple(
    fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]),
    fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  )
  .map(([axis, flip]) => ({ axis, flip }) as Reorientation);

test('whatever the axes were stored as, the voxels come back', () => {
  // 45 degrees: no index axis is nearer to one world axis than to another.
  const angles = fc.constantFrom(0, 7, 45, 80, 135);
  fc.assert(
    fc.property(reorientations, angles, (by, degrees) => {
      const grid = volume({ direction: turned(degrees) });
      const { volume: aligned } = alignTo(reorient(grid, by), grid, 'a', 'b');
      expect(aligned.data).toEqual(data);
      expect(aligned.size).toEqual(grid.size);
    }),
  );
});

test('says that the order differed', () => {
  const flipped = reorient(volume(), { axis: [0, 1, 2], flip: [true, false, false] });
  expect(alignTo(flipped, volume(), 'a', 'b').isReordered).toBe(true);
});

test.each([
  ['a shift of a tenth of a voxel', { origin: [10.2, -20, 30] as const }],
  ['another spacing', { spacing: [2.1, 3, 5] as const }],
  ['another size', { size: [2, 4, 3] as const }],
  ['a tilt', { direction: turned(2) }],
  ['a mirrored patient', { direction: [-1, 0, 0, 0, 1, 0, 0, 0, 1] as const }],
])('%s is an error that names both grids', (_, parts) => {
  const aligning = (): unknown => alignTo(volume(parts), volume(), 'p.mha', 'r.nii.gz');
  expect(aligning).toThrow(InputError);
  expect(aligning).toThrow(
    /p\.mha is not on the grid of r\.nii\.gz: 2 x .* mm at .*; 2 x 3 x 4 voxels/,
  );
});
