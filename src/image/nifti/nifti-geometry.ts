import { InputError } from '../../errors.js';
import { checkGeometry } from '../stored/check-geometry.js';
import { describeGeometry } from '../stored/describe-geometry.js';
import { similarGeometry } from '../stored/similar-geometry.js';
import type { Geometry, Mat3, Vec3 } from '../volume.js';
import type { NiftiHeader } from './parse-nifti-header.js';

/** A place in the patient as a NIfTI header gives it, and by which of its fields. */
export interface NiftiGeometry {
  readonly geometry: Geometry;
  readonly reading: string;
  readonly remarks: readonly string[];
}

// Voxel sizes of sform and pixdim may differ by rounding, not by a scale.
const scaleTolerance = 1e-3;

// From the scanner's coordinates to those of a template.
const highestCode = 5;

// As nibabel's quaternion_threshold: three float32 roundings.
const quaternionTolerance = -3 * 2 ** -23;

/**
 * Where a NIfTI image lies, by nibabel's rule: the sform where it has a code, else the qform.
 *
 * @param path names the file in messages
 * @param size x, y, z
 * @throws InputError when neither has a code, the quaternion is none, or sform and pixdim give voxels
 *   of different sizes, of which nibabel takes the first and ITK the second
 */
export function niftiGeometry(path: string, header: NiftiHeader, size: Vec3): NiftiGeometry {
  const { pixdim } = header;
  const sformCode = knownCode(header.sformCode);
  const qformCode = knownCode(header.qformCode);
  if (sformCode === 0 && qformCode === 0) throw unplaced(path, header, size);
  const fromQform = qformCode !== 0 ? qformGeometry(header, size) : null;
  if (sformCode === 0) {
    if (fromQform !== null) {
      checkPlaced(path, header, fromQform);
      return { geometry: fromQform, reading: 'its qform', remarks: [] };
    }
    throw new InputError(
      `${path}: the qform's quaternion ${header.quaternion.slice(0, 3).join(', ')} (with pixdim[0] = ${pixdim[0]}) is no rotation, and there is no sform. Write the image again with nibabel or ITK.`,
    );
  }
  const geometry = affineGeometry(header.sform, size);
  checkPlaced(path, header, geometry);
  const isScaled = geometry.spacing.some(
    (mm, axis) => !(Math.abs(Math.abs(pixdim[axis + 1] ?? 0) / mm - 1) <= scaleTolerance),
  );
  if (isScaled) {
    throw new InputError(
      `${path}: its voxels are ${list(geometry.spacing)} mm by the sform (nibabel's reading) and ${list(pixdim.slice(1, 4))} mm by pixdim (ITK's). Volumes depend on it: write the image again with one size, for instance with nibabel's header.set_zooms or set_sform.`,
    );
  }
  const remarks =
    fromQform === null || similarGeometry(geometry, fromQform)
      ? []
      : [
          `sform and qform disagree: ${describeGeometry(geometry)} by the sform, ${describeGeometry(fromQform)} by the qform. The sform is taken, as nibabel and SimpleITK do.`,
        ];
  return { geometry, reading: 'its sform', remarks };
}

/** nibabel takes a code that is none of NIfTI's for 0, which is none. */
function knownCode(code: number): number {
  return code >= 1 && code <= highestCode ? code : 0;
}

function checkPlaced(path: string, { pixdim }: NiftiHeader, geometry: Geometry): void {
  checkGeometry(path, geometry);
  const sizes = pixdim.slice(1, 4);
  if (!sizes.some((mm) => mm < 0)) return;
  const turned = geometry.direction.map((cosine, i) => cosine * Math.sign(sizes[i % 3] ?? 1) + 0);
  throw new InputError(
    `${path}: pixdim says voxels of ${list(sizes)} mm. nibabel takes no notice of the sign: ${describeGeometry(geometry)}; ITK turns the axis round: ${describeGeometry({ ...geometry, direction: turned as unknown as Mat3 })}. Write the image again with positive sizes, and the axes as they are.`,
  );
}

function unplaced(path: string, { pixdim }: NiftiHeader, size: Vec3): InputError {
  const middle = size.map((n, axis) => ((n - 1) / 2) * (pixdim[axis + 1] ?? 0));
  return new InputError(
    `${path}: neither sform nor qform has a code (1 to 5), so that nothing says how it lies in the patient. ITK takes its axes for left, posterior, superior from 0, 0, 0; nibabel for left, anterior, superior round the middle (${list(middle)} mm). Give it one, for instance with nibabel's set_sform(affine, code=1).`,
  );
}

function list(values: readonly number[]): string {
  return values.map((value) => Number(value.toPrecision(6))).join(' x ');
}

/** @param rows three rows of four that lead from the index to RAS mm */
function affineGeometry(rows: readonly number[], size: Vec3): Geometry {
  // NIfTI's world runs right, anterior, superior: x and y are those of LPS negated.
  const lps = rows.map((value, i) => (i < 8 ? -value : value));
  const at = (row: number, column: number): number => lps[4 * row + column] ?? Number.NaN;
  const axes = [0, 1, 2] as const;
  const spacing = axes.map((column) => Math.hypot(...axes.map((row) => at(row, column))));
  const direction = axes.flatMap((row) =>
    axes.map((column) => at(row, column) / (spacing[column] ?? 0) + 0),
  );
  return {
    size,
    spacing: spacing as unknown as Vec3,
    origin: axes.map((row) => at(row, 3) + 0) as unknown as Vec3,
    direction: direction as unknown as Mat3,
  };
}

/** As nifti_quatern_to_mat44 and nibabel's get_qform; null where the quaternion is no rotation. */
function qformGeometry({ pixdim, quaternion }: NiftiHeader, size: Vec3): Geometry | null {
  const [b = 0, c = 0, d = 0, x = 0, y = 0, z = 0] = quaternion;
  const square = 1 - (b * b + c * c + d * d);
  const handedness = pixdim[0] || 1;
  // Beyond rounding, nibabel refuses what ITK stretches to a rotation.
  if (!(square > quaternionTolerance) || Math.abs(handedness) !== 1) return null;
  const a = Math.sqrt(Math.max(square, 0));
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b],
  ];
  const step = [1, 2, 3].map((axis) => Math.abs(pixdim[axis] ?? 0) * (axis === 3 ? handedness : 1));
  const offset = [x, y, z];
  const rows = rotation.flatMap((row, i) => [
    ...row.map((value, axis) => value * (step[axis] ?? 0)),
    offset[i] ?? 0,
  ]);
  return affineGeometry(rows, size);
}
