import fc from 'fast-check';
import { toFloat32 } from '../../../src/nnunet/checkpoint/torch-dtype.js';

const everyHalf = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);

test('float16: every bit pattern', () => {
  const values = toFloat32('float16', new Uint8Array(everyHalf.buffer));
  // Fraction and exponent moved to float32's places read as a float32 that is 2^112 too small.
  const shifted = everyHalf.map((_, bits) => bits);
  const scaled = new Float32Array(
    Uint32Array.from(shifted, (bits) => ((bits & 0x8000) << 16) | ((bits & 0x7fff) << 13)).buffer,
  );
  for (let bits = 0; bits < 2 ** 16; bits++) {
    const isSpecial = (bits & 0x7c00) === 0x7c00;
    const special = bits & 0x3ff ? Number.NaN : bits & 0x8000 ? -Infinity : Infinity;
    const reference = isSpecial ? special : scaled[bits]! * 2 ** 112;
    if (!Object.is(values[bits], reference))
      throw new Error(`${bits}: ${values[bits]}, not ${reference}`);
  }
});

test('bfloat16: the values whose lower float32 half is zero', () => {
  const values = toFloat32('bfloat16', new Uint8Array(everyHalf.buffer));
  const view = new DataView(new ArrayBuffer(4));
  for (let bits = 0; bits < 2 ** 16; bits++) {
    view.setUint16(0, bits);
    if (!Object.is(values[bits], view.getFloat32(0))) throw new Error(`${bits}: ${values[bits]}`);
  }
});

test('float32 keeps every value without copying it', () => {
  fc.assert(
    fc.property(fc.float32Array(), (array) => {
      const bytes = new Uint8Array(array.buffer);
      const values = toFloat32('float32', bytes);
      expect(values).toEqual(array);
      expect(values.buffer).toBe(bytes.buffer);
    }),
  );
});

test('float64 rounds to the nearest float32', () => {
  fc.assert(
    fc.property(fc.float64Array(), (array) => {
      expect([...toFloat32('float64', new Uint8Array(array.buffer))]).toEqual(
        [...array].map(Math.fround),
      );
    }),
  );
});

test('int64 rounds to the nearest float32', () => {
  const integers = new BigInt64Array([0n, -1n, 16777217n, 2n ** 62n, -(2n ** 63n)]);
  expect([...toFloat32('int64', new Uint8Array(integers.buffer))]).toEqual([
    0,
    -1,
    16777216,
    2 ** 62,
    -(2 ** 63),
  ]);
});

test('a bool is 0 or 1 whatever its byte', () => {
  expect([...toFloat32('bool', Uint8Array.of(0, 1, 2, 255))]).toEqual([0, 1, 1, 1]);
});
