import { malformedPickle } from './malformed-pickle.js';
import { numberReader } from './numpy-scalar.js';
import {
  type NumpyArray,
  type NumpyDtype,
  PickledBytes,
  type PickleValue,
} from './pickle-value.js';

/** Plans hold spacings and sizes; whole images are none of ours. */
const mostElements = 2 ** 17;

/**
 * A numpy array of numbers or objects as nested lists, the first axis outermost; one without axes as its value.
 *
 * @throws ModelError if its bytes do not fit its shape, it holds neither, or its last axis is outermost
 */
export function numpyArray({ shape, dtype, isFortran, data }: NumpyArray): PickleValue {
  const sizes = shape.map(sizeOf);
  const count = sizes.reduce((product, size) => product * size, 1);
  if (dtype === null || count > mostElements) throw malformedPickle('a numpy array without end');
  if (isFortran && sizes.filter((size) => size > 1).length > 1) {
    throw malformedPickle('a numpy array in the order of Fortran');
  }
  return nested(elementsOf(dtype, data, count), sizes);
}

function sizeOf(size: PickleValue): number {
  if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size;
  throw malformedPickle('a numpy array whose shape makes no sense');
}

function elementsOf(dtype: NumpyDtype, data: PickleValue, count: number): readonly PickleValue[] {
  if (Array.isArray(data) && data.length === count) return data;
  const reader = numberReader(dtype);
  if (!reader || !(data instanceof PickledBytes) || data.latin1.length !== count * reader.size) {
    throw malformedPickle('a numpy array whose bytes do not fit its shape');
  }
  const { size } = reader;
  return Array.from({ length: count }, (_, i) =>
    reader.read(data.latin1.slice(i * size, (i + 1) * size)),
  );
}

function nested(
  elements: readonly PickleValue[],
  [size, ...inner]: readonly number[],
): PickleValue {
  if (size === undefined) return elements[0] ?? null;
  const step = size === 0 ? 0 : elements.length / size;
  return Array.from({ length: size }, (_, i) =>
    nested(elements.slice(i * step, (i + 1) * step), inner),
  );
}
