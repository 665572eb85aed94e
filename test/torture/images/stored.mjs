// Numbers as bytes, and bytes as numbers.

const access = {
  int8: [1, 'Int8'],
  uint8: [1, 'Uint8'],
  int16: [2, 'Int16'],
  uint16: [2, 'Uint16'],
  int32: [4, 'Int32'],
  uint32: [4, 'Uint32'],
  int64: [8, 'BigInt64'],
  uint64: [8, 'BigUint64'],
  float32: [4, 'Float32'],
  float64: [8, 'Float64'],
};

export const byteSize = (type) => access[type][0];
export const isFloat = (type) => type.startsWith('float');

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

/** The nearest value that a type can hold. */
export function nearest(type, value) {
  if (type === 'float32') return Math.fround(value);
  if (type === 'float64') return value;
  const [low, high] = ranges[type];
  return Math.min(high, Math.max(low, Math.round(value)));
}

export function toBytes(type, isLittle, values) {
  const [size, name] = access[type];
  const bytes = Buffer.alloc(values.length * size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isBig = name.startsWith('Big');
  for (let i = 0; i < values.length; i++) {
    view[`set${name}`](i * size, isBig ? BigInt(values[i]) : values[i], isLittle);
  }
  return bytes;
}

export function fromBytes(type, isLittle, bytes, amount) {
  const [size, name] = access[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = new Float64Array(amount);
  for (let i = 0; i < amount; i++) values[i] = Number(view[`get${name}`](i * size, isLittle));
  return values;
}
