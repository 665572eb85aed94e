import type { Voxels } from '../../array/voxels.js';
import { InputError } from '../../errors.js';
import { readVolume } from '../../image/read/read-volume.js';
import type { Volume } from '../../image/volume.js';

/**
 * Reads a mask.
 *
 * @param label voxels of this label are lesion, all others are not; null: the mask must be binary
 * @param onRemark hears what is odd about the image and read all the same
 * @returns 1 for lesion, 0 elsewhere
 * @throws InputError when the file cannot be read, when it holds fractions, or when it should be
 *   binary and is not
 */
export async function readMask(
  path: string,
  label: number | null,
  onRemark?: (remark: string) => void,
): Promise<Volume<Uint8Array>> {
  const volume = await readVolume(path, onRemark);
  return { ...volume, data: labelled(path, volume.data, label) };
}

// nibabel stores a float mask as integers with a scale, which gives 1.00000006 for 1.
const rounding = 1e-5;

function labelled(path: string, voxels: Voxels, label: number | null): Uint8Array {
  const mask = new Uint8Array(voxels.length);
  const wanted = label ?? 1;
  for (let i = 0; i < voxels.length; i++) {
    const value = voxels[i]!;
    if (value === 0) continue;
    const nearest = Math.round(value);
    // Written so that NaN is refused too.
    if (!(Math.abs(value - nearest) <= rounding)) throw notLabels(path, value);
    if (nearest === wanted) mask[i] = 1;
    else if (label === null && nearest !== 0) throw notBinary(path, voxels);
  }
  return mask;
}

function notLabels(path: string, value: number): InputError {
  return new InputError(
    `${path} holds the value ${value}. Expected a mask of whole numbers, 1 for lesion and 0 elsewhere; probabilities must be thresholded first.`,
  );
}

function notBinary(path: string, voxels: Voxels): InputError {
  const values = new Set<number>();
  for (const value of voxels) {
    if (values.size < 20) values.add(value);
  }
  const found = [...values].sort((a, b) => a - b).join(', ');
  return new InputError(
    `${path} is not binary: it holds the values ${found}. Expected 1 for lesion and 0 elsewhere; say which label is lesion with --label (predictions) or --reference-label (references).`,
  );
}
