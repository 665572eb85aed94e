import type { Voxels } from '../array/voxels.js';
import { InputError } from '../errors.js';
import { readVolume } from '../image/read/read-volume.js';
import type { Volume } from '../image/volume.js';

/** Which label of a mask is lesion: one, `any` (each lesion may have its own), or null for a binary mask. */
export type LabelChoice = number | 'any' | null;

/** A mask: 1 for lesion, 0 elsewhere. */
export interface Mask extends Volume<Uint8Array> {
  /** Labels other than 0 that its file holds, ascending. */
  readonly labels: readonly number[];
}

/**
 * Reads a mask.
 *
 * @param label voxels of this label are lesion, all others are not; `any`: all labels are lesion; null:
 *   the mask must be binary
 * @param onRemark hears what is odd about the image and read all the same
 * @throws InputError when the file cannot be read, when it holds fractions, when it should be
 *   binary and is not, or negative numbers where any label is lesion
 */
export async function readMask(
  path: string,
  label: LabelChoice,
  onRemark?: (remark: string) => void,
): Promise<Mask> {
  const volume = await readVolume(path, onRemark);
  return { ...volume, ...labelled(path, volume.data, label) };
}

// nibabel stores a float mask as integers with a scale, which gives 1.00000006 for 1.
const rounding = 1e-5;
// What scaling makes of 0 is larger. Bytes that have slipped give such numbers, 1 for one: 0x3f800000 as 0x0000803f.
const leastRounded = 1e-20;

function labelled(path: string, voxels: Voxels, label: LabelChoice): Pick<Mask, 'data' | 'labels'> {
  const data = new Uint8Array(voxels.length);
  const labels = new Set<number>();
  const wanted = label ?? 1;
  let last = 0;
  for (let i = 0; i < voxels.length; i++) {
    const value = voxels[i]!;
    if (value === 0) continue;
    const nearest = Math.round(value);
    // Written so that NaN is refused too.
    if (!(Math.abs(value - nearest) <= rounding)) throw notLabels(path, value);
    if (Math.abs(value) < leastRounded) throw slipped(path, value);
    if (nearest === 0) continue;
    if (nearest !== last) {
      labels.add(nearest);
      last = nearest;
    }
    if (nearest === wanted) data[i] = 1;
    else if (label === null) throw notBinary(path, voxels);
    else if (label === 'any') {
      if (nearest < 0) throw notLabels(path, value);
      data[i] = 1;
    }
  }
  return { data, labels: [...labels].sort((a, b) => a - b) };
}

function notLabels(path: string, value: number): InputError {
  return new InputError(
    `${path} holds the value ${value}. Expected a mask of whole numbers, 1 for lesion and 0 elsewhere; probabilities must be thresholded first.`,
  );
}

function slipped(path: string, value: number): InputError {
  return new InputError(
    `${path} holds the value ${value}, which no mask has: its bytes have slipped. It is damaged: copy or export it again.`,
  );
}

function notBinary(path: string, voxels: Voxels): InputError {
  const values = new Set<number>();
  for (const value of voxels) {
    if (values.size < 20) values.add(value);
  }
  const found = [...values].sort((a, b) => a - b).join(', ');
  return new InputError(
    `${path} is not binary: it holds the values ${found}. Expected 1 for lesion and 0 elsewhere; say which label is lesion with --label (predictions) or --reference-label (references): a number, or any where each lesion has its own.`,
  );
}
