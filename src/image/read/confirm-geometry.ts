import { AutopetError, InputError } from '../../errors.js';
import type { PlainImage } from '../itk/itk-worker.js';
import { runItk } from '../itk/run-itk.js';
import { isOrthonormal } from '../stored/check-geometry.js';
import { describeGeometry } from '../stored/describe-geometry.js';
import { similarGeometry } from '../stored/similar-geometry.js';
import { standInCount, standInVoxels } from '../stored/stand-in-voxels.js';
import type { StoredImage } from '../stored/stored-image.js';
import type { Geometry, Mat3, Vec3 } from '../volume.js';
import { decodeVoxels } from './decode-voxels.js';

// ITK refuses a NIfTI without qform whose sform is sheared by little more than this.
const itkShear = 1e-5;

/**
 * Has ITK read the header of an image too, over its stand-in, and compares: the geometry, and the
 * type, byte order and scale of the voxels.
 *
 * @returns the geometry by ITK, as all that is built on ITK will see it; autopet's own where ITK cannot
 *   read the file's own header, NIfTI-2 and NIfTI with a shear that rounding explains
 * @throws InputError when ITK cannot read the header, or reads another image
 */
export async function confirmGeometry(image: StoredImage): Promise<Geometry> {
  const { path, standIn, geometry } = image;
  const { bytes, ending, isVerbatim } = standIn;
  let found: PlainImage;
  try {
    found = await runItk({ file: bytes, ending });
  } catch (cause) {
    if (cause instanceof AutopetError) throw cause;
    const { message } = cause as Error;
    const isSheared = !isOrthonormal(geometry.direction, itkShear);
    if (image.format === 'NIfTI' && isSheared) return geometry;
    throw new InputError(
      `${path}: ITK cannot read its header (${message}). It is damaged or unusual: look for a misspelt or misplaced line, or write the image again with ITK.`,
      { cause },
    );
  }
  const byItk = { ...geometryOf(found), size: geometry.size };
  if (!similarGeometry(geometry, byItk)) {
    throw new InputError(
      `${path} can be read in two ways: ${describeGeometry(geometry)} by ${standIn.reading}; ${describeGeometry(byItk)} by ITK. Write the image again with the right one.`,
    );
  }
  refuseOtherVoxels(image, found);
  return isVerbatim ? byItk : geometry;
}

function geometryOf({ size, spacing, origin, direction }: PlainImage): Omit<Geometry, 'size'> {
  const rank = size.length;
  const rows = [0, 1, 2].flatMap((row) =>
    // NIfTI's conversion leaves negative zeros.
    direction.slice(row * rank, row * rank + 3).map((cosine) => cosine + 0),
  );
  return {
    spacing: spacing.slice(0, 3) as unknown as Vec3,
    origin: origin.slice(0, 3).map((mm) => mm + 0) as unknown as Vec3,
    direction: rows as unknown as Mat3,
  };
}

function refuseOtherVoxels({ path, voxels }: StoredImage, { components, data }: PlainImage): void {
  const stored = standInVoxels(voxels.type, voxels.isLittleEndian);
  const shared = new Uint8Array(new SharedArrayBuffer(stored.length));
  shared.set(stored);
  const own = [...decodeVoxels(shared, voxels)];
  const theirs = Array.from((data ?? []) as ArrayLike<number | bigint>, Number);
  const isSame = own.every((value, i) => Math.fround(theirs[i] ?? Number.NaN) === value);
  if (isSame && theirs.length === standInCount && components === 1) return;
  throw new InputError(
    `${path}: its header says ${voxels.type} voxels, of which 0 to 7 would mean ${own.join(', ')}; ITK reads ${theirs.join(', ')} with ${components} channel(s). Write the image again with the values meant.`,
  );
}
