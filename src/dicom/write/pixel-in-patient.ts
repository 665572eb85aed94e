import type { Vec3 } from '../../image/volume.js';
import type { SourceSeries } from '../source-series.js';

/**
 * Where a point of a slice lies in the patient, LPS, mm.
 *
 * @param k index of the slice
 * @param i, j pixels along a row and down a column from the centre of the first
 */
export function pixelInPatient(source: SourceSeries, k: number, i: number, j: number): Vec3 {
  const [betweenRows, betweenColumns] = source.pixelSpacing;
  const cosines = source.imageOrientationPatient;
  const at = (axis: 0 | 1 | 2): number =>
    source.slices[k]!.imagePositionPatient[axis] +
    cosines[axis] * i * betweenColumns +
    cosines[(axis + 3) as 3] * j * betweenRows;
  return [at(0), at(1), at(2)];
}
