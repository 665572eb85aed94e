import { ModelError } from '../../../src/errors.js';
import { numpyArray } from '../../../src/nnunet/checkpoint/numpy-array.js';
import {
  NumpyArray,
  NumpyDtype,
  PickledBytes,
} from '../../../src/nnunet/checkpoint/pickle-value.js';

const bytesOf = (values: ArrayBufferView): PickledBytes =>
  new PickledBytes(Buffer.from(values.buffer).toString('latin1'));

const arrayOf = (parts: Partial<NumpyArray>): NumpyArray =>
  Object.assign(new NumpyArray(), { dtype: new NumpyDtype('f8') }, parts);

describe('numpyArray', () => {
  const six = bytesOf(Float64Array.of(1, 2, 3, 4, 5, 6.5));

  test('nests what it holds, the first axis outermost', () => {
    expect(numpyArray(arrayOf({ shape: [2, 3], data: six }))).toEqual([
      [1, 2, 3],
      [4, 5, 6.5],
    ]);
    expect(numpyArray(arrayOf({ shape: [6], data: six, isFortran: true }))).toHaveLength(6);
    const integers = { dtype: new NumpyDtype('i8'), data: bytesOf(BigInt64Array.of(-7n)) };
    expect(numpyArray(arrayOf({ shape: [1], ...integers }))).toEqual([-7]);
    expect(numpyArray(arrayOf({ shape: [], ...integers }))).toBe(-7);
    expect(numpyArray(arrayOf({ shape: [0], data: new PickledBytes('') }))).toEqual([]);
  });

  test('takes objects as they are', () => {
    const dtype = new NumpyDtype('O8');
    expect(numpyArray(arrayOf({ shape: [2], dtype, data: ['a', null] }))).toEqual(['a', null]);
  });

  test.each<[string, Partial<NumpyArray>]>([
    ['bytes for another shape', { shape: [5], data: six }],
    ['a shape that is none', { shape: [-1], data: six }],
    ['another order of axes', { shape: [2, 3], data: six, isFortran: true }],
    ['texts', { shape: [1], data: six, dtype: new NumpyDtype('U6') }],
    ['no end', { shape: [2 ** 20, 2 ** 20], data: six }],
    ['nothing', { shape: [1], data: null }],
  ])('%s is refused', (_, parts) => {
    expect(() => numpyArray(arrayOf(parts))).toThrow(ModelError);
  });
});
