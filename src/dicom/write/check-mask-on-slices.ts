import { InputError } from '../../errors.js';
import type { Geometry } from '../../image/volume.js';
import { indexToWorld } from '../../image/world.js';
import type { SourceSeries } from '../source-series.js';
import { pixelInPatient } from './pixel-in-patient.js';

/**
 * Checks that a mask lies on the slices of a series: as many pixels, and each slice's first and last pixel
 * less than half a voxel away (slices of a series may lie a little off a regular grid); and that the series says in
 * which frame of reference that is.
 *
 * @throws InputError with what was found
 */
export function checkMaskOnSlices(mask: Geometry, source: SourceSeries): void {
  if (source.frameOfReferenceUID === '') {
    throw new InputError(
      'The PET series has no FrameOfReferenceUID (0020,0052), without which SEG and RTSTRUCT lie nowhere. Write the mask as an image instead.',
    );
  }
  const expected = [source.columns, source.rows, source.slices.length];
  if (mask.size.join() !== expected.join()) {
    refuse(`it has ${mask.size.join(' × ')} voxels, the series ${expected.join(' × ')}`);
  }
  const tolerance = Math.min(...mask.spacing) / 2;
  for (const k of source.slices.keys()) {
    for (const [i, j] of [
      [0, 0],
      [source.columns - 1, source.rows - 1],
    ] as const) {
      const found = indexToWorld(mask, [i, j, k]);
      const distance = Math.hypot(
        ...pixelInPatient(source, k, i, j).map((mm, a) => mm - found[a]!),
      );
      if (!(distance < tolerance)) {
        refuse(`on slice ${k + 1} of the series it is ${distance.toFixed(2)} mm away`);
      }
    }
  }
}

function refuse(found: string): never {
  throw new InputError(
    `The mask does not lie on the slices of the PET series: ${found}. Results are written as DICOM on the series' own slices only, not where the PET had to be resampled; write the mask as an image instead.`,
  );
}
