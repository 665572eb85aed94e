import { malformedPickle } from './malformed-pickle.js';
import { NumpyDtype, Opaque, PickledBytes, type PickleValue } from './pickle-value.js';

/** numpy's type codes of numbers: bytes, and how to read them. */
const readers: Readonly<
  Record<string, [size: number, read: (view: DataView, little: boolean) => PickleValue]>
> = {
  f4: [4, (view, little) => view.getFloat32(0, little)],
  f8: [8, (view, little) => view.getFloat64(0, little)],
  i1: [1, (view) => view.getInt8(0)],
  i2: [2, (view, little) => view.getInt16(0, little)],
  i4: [4, (view, little) => view.getInt32(0, little)],
  i8: [8, (view, little) => narrow(view.getBigInt64(0, little))],
  u1: [1, (view) => view.getUint8(0)],
  u2: [2, (view, little) => view.getUint16(0, little)],
  u4: [4, (view, little) => view.getUint32(0, little)],
  u8: [8, (view, little) => narrow(view.getBigUint64(0, little))],
  b1: [1, (view) => view.getUint8(0) !== 0],
};

/**
 * `numpy.core.multiarray.scalar(dtype, bytes)`: the number, as a bigint beyond 2^53. A scalar that
 * is no number (a string, an object, a half) is only marked as such.
 *
 * @throws ModelError if the bytes do not fit the dtype.
 */
export function numpyScalar(
  dtype: PickleValue | undefined,
  bytes: PickleValue | undefined,
): PickleValue {
  if (!(dtype instanceof NumpyDtype)) throw malformedPickle('a numpy scalar without a dtype');
  const reader = Object.hasOwn(readers, dtype.code) ? readers[dtype.code] : undefined;
  if (!reader) return new Opaque('numpy.generic');
  const [size, read] = reader;
  if (!(bytes instanceof PickledBytes) || bytes.latin1.length !== size) {
    throw malformedPickle('a numpy scalar of the wrong size');
  }
  const raw = Uint8Array.from(bytes.latin1, (character) => character.charCodeAt(0));
  return read(new DataView(raw.buffer), dtype.littleEndian);
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
