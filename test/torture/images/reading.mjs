// What this harness's own readers share. They read what the formats' specifications say and what SimpleITK,
// nibabel and pynrrd agree on (docs/decisions/0020); nothing of src/ is used.
import { count, shear } from './geometry.mjs';
import { byteSize, fromBytes } from './stored.mjs';

/** Thrown for what no reader may take: damaged, incomplete, meaningless, or to be read in two ways. */
export class Unreadable extends Error {}

export function refuse(why) {
  throw new Unreadable(why);
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Numbers between blanks; refuses what is none. */
export function numbersOf(text) {
  const words = text
    .trim()
    .split(/[ \t\r\v\f]+/)
    .filter((word) => word !== '');
  return words.map((word) => (decimal.test(word) ? Number(word) : refuse(`number ${word}`)));
}

export function checkGrid({ size, spacing, origin, direction }) {
  if (!size.every((n) => Number.isSafeInteger(n) && n > 0)) refuse(`size ${size}`);
  if (!spacing.every((mm) => Number.isFinite(mm) && mm > 0)) refuse(`spacing ${spacing}`);
  if (!origin.every(Number.isFinite)) refuse(`origin ${origin}`);
  // Both readings of what lies between are allowed: the product promises 1e-3.
  if (!(shear(direction) <= 1.01e-3)) refuse(`direction ${direction}`);
}

/**
 * Voxels of their bytes, with what follows them: fewer bytes than the smallest layer are padding.
 *
 * @returns values as float32 holds them, and how many bytes follow
 */
export function voxelsOf(bytes, size, type, isLittle, scale = null, after = 0) {
  const voxels = count(size);
  const promised = voxels * byteSize(type);
  if (bytes.length < promised) refuse(`${bytes.length} bytes of ${promised}`);
  const surplus = bytes.length - promised;
  const layer = (voxels / Math.max(...size)) * byteSize(type);
  if (surplus >= layer) refuse(`${surplus} bytes too many`);
  const stored = fromBytes(type, isLittle, bytes, voxels);
  const values = new Float64Array(stored.length);
  const { slope, intercept } = scale ?? { slope: 1, intercept: 0 };
  for (let i = 0; i < stored.length; i++) values[i] = Math.fround(stored[i] * slope + intercept);
  if (!values.every(Number.isFinite)) refuse('NaN or infinity');
  return { voxels: values, surplus: surplus + after };
}
