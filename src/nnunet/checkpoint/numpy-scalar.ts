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
  const reader = numberReader(dtype);
  if (!reader) return new Opaque('numpy.generic');
  if (!(bytes instanceof PickledBytes) || bytes.latin1.length !== reader.size) {
    throw malformedPickle('a numpy scalar of the wrong size');
  }
  return reader.read(bytes.latin1);
}

/** How to read one number of a dtype; null for a dtype of no numbers. */
export function numberReader({ code, littleEndian }: NumpyDtype): NumberReader | null {
  const reader = Object.hasOwn(readers, code) ? readers[code] : undefined;
  if (reader === undefined) return null;
  const [size, read] = reader;
  return {
    size,
    read: (latin1) => {
      const raw = Uint8Array.from(latin1, (character) => character.charCodeAt(0));
      return read(new DataView(raw.buffer), littleEndian);
    },
  };
}

/** @see numberReader */
export interface NumberReader {
  readonly size: number;
  /** @param latin1 `size` bytes, a character each */
  read(latin1: string): PickleValue;
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
