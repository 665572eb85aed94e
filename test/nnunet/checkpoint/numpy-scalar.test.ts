import { numpyScalar } from '../../../src/nnunet/checkpoint/numpy-scalar.js';
import { NumpyDtype, Opaque, PickledBytes } from '../../../src/nnunet/checkpoint/pickle-value.js';

/** As numpy's tobytes() gives them. */
const cases: [code: string, hex: string, value: number | bigint | boolean][] = [
  ['f4', '0000c03f', 1.5],
  ['f8', '000000000000d0bf', -0.25],
  ['i1', 'ff', -1],
  ['i2', '00ff', -256],
  ['i4', 'feffffff', -2],
  ['i8', 'ffffffffffffffff', -1],
  ['i8', '0000000000000010', 2n ** 60n],
  ['u1', 'c8', 200],
  ['u2', '00ff', 65280],
  ['u4', 'feffffff', 4294967294],
  ['u8', 'ffffffffffffffff', 2n ** 64n - 1n],
  ['b1', '01', true],
  ['b1', '00', false],
];

test.each(cases)('%s of bytes %s is %p in either byte order', (code, hex, value) => {
  const bytes = Buffer.from(hex, 'hex');
  const dtype = new NumpyDtype(code);
  expect(numpyScalar(dtype, new PickledBytes(bytes.toString('latin1')))).toBe(value);
  dtype.littleEndian = false;
  expect(numpyScalar(dtype, new PickledBytes(bytes.reverse().toString('latin1')))).toBe(value);
});

test('scalars that are no numbers are only marked', () => {
  for (const code of ['U3', 'O8', 'f2', 'c16', '__proto__', 'toString']) {
    expect(numpyScalar(new NumpyDtype(code), new PickledBytes('??'))).toBeInstanceOf(Opaque);
  }
});

test('wrong sizes and types are refused', () => {
  const dtype = new NumpyDtype('f8');
  expect(() => numpyScalar(dtype, new PickledBytes('1234567'))).toThrow(/wrong size/);
  expect(() => numpyScalar(dtype, 'text')).toThrow(/wrong size/);
  expect(() => numpyScalar('f8', new PickledBytes('12345678'))).toThrow(/without a dtype/);
});
