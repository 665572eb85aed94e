import { frameReader } from './frame-reader.js';
import type { SliceHeader } from './slice-header.js';

/** Whether two slices at one place are one: the same object, or the same values under two names. */
export async function isSamePicture(a: SliceHeader, b: SliceHeader): Promise<boolean> {
  if (a.sopInstanceUid === b.sopInstanceUid && a.frame === b.frame) return true;
  const [f, g] = [a.pixels!, b.pixels!];
  if (f.slope !== g.slope || f.intercept !== g.intercept) return false;
  const read = frameReader();
  const [p, q] = [Buffer.from(await read(a)), Buffer.from(await read(b))];
  return p.equals(q);
}
