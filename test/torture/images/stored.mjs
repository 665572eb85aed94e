// Numbers as bytes, and bytes as numbers.

const arrays = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
};
const ranges = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [-(2 ** 53), 2 ** 53],
  uint64: [0, 2 ** 53],
};
const isLittleHere = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export const byteSize = (type) => arrays[type].BYTES_PER_ELEMENT;
export const isFloat = (type) => type.startsWith('float');
const isBig = (type) => type.endsWith('int64');

/** The nearest value that a type can hold. */
export function nearest(type, value) {
  if (type === 'float32') return Math.fround(value);
  if (type === 'float64') return value;
  const [low, high] = ranges[type];
  return Math.min(high, Math.max(low, Math.round(value)));
}

export function toBytes(type, isLittle, values) {
  const array = new arrays[type](values.length);
  if (isBig(type)) for (let i = 0; i < values.length; i++) array[i] = BigInt(values[i]);
  else array.set(values);
  return inOrder(Buffer.from(array.buffer), type, isLittle);
}

/** The first `amount` numbers of some bytes. */
export function fromBytes(type, isLittle, bytes, amount) {
  const copy = new Uint8Array(amount * byteSize(type));
  copy.set(bytes.subarray(0, copy.length));
  inOrder(Buffer.from(copy.buffer), type, isLittle);
  const stored = new arrays[type](copy.buffer);
  return isBig(type) ? Float64Array.from(stored, Number) : Float64Array.from(stored);
}

function inOrder(bytes, type, isLittle) {
  const size = byteSize(type);
  if (size > 1 && isLittle !== isLittleHere) bytes[`swap${8 * size}`]();
  return bytes;
}
