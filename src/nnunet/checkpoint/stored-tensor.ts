import { ModelError } from '../../errors.js';
import type { StoredTensor } from './checkpoint.js';
import type { PickledTensor } from './pickle-value.js';
import type { TorchArchive } from './torch-archive.js';
import { itemSizes, toFloat32 } from './torch-dtype.js';

/** 2 GiB as float32, which is more than an ONNX file can hold. */
const mostValues = 2 ** 29;

/** Views with gaps are read together with their gaps. */
const largestSpanWithGaps = 64 * 2 ** 20;

/**
 * Checks a tensor's view against its storage and the archive, and returns it ready to be read.
 *
 * @throws ModelError if the storage is missing or of another size, if the view reaches past it or
 * repeats values, or if it is larger than any weight.
 */
export function storedTensor(tensor: PickledTensor, archive: TorchArchive): StoredTensor {
  const { storage, offset, shape, stride } = tensor;
  const { dtype } = storage;
  const count = shape.reduce((product, size) => product * size, 1);
  if (count === 0) {
    return { shape, dtype, read: async () => new Float32Array(0), locate: async () => null };
  }

  const itemSize = itemSizes[dtype];
  const span = shape.reduce((last, size, axis) => last + (size - 1) * stride[axis]!, 0) + 1;
  const entrySize = archive.storageSize(storage.key);
  if (entrySize !== storage.byteLength) {
    throw new ModelError(
      `its storage has ${entrySize ?? 'no'} bytes in the archive where ${storage.byteLength} are expected: the file is damaged, copy it again`,
    );
  }
  if ((offset + span) * itemSize > entrySize) {
    throw new ModelError(
      `shape ${shape.join('x')} with strides ${stride.join(',')} reaches past its storage`,
    );
  }
  if (count > span || count > mostValues) {
    throw new ModelError(`shape ${shape.join('x')} repeats values or is larger than any weight`);
  }
  if (span > count && span * itemSize > largestSpanWithGaps) {
    throw new ModelError(
      `its ${count} values are scattered over ${span}: save a copy (.contiguous())`,
    );
  }
  return {
    shape,
    dtype,
    read: async () => {
      const bytes = await archive.readStorage(storage.key, offset * itemSize, span * itemSize);
      const values = toFloat32(dtype, bytes);
      return isContiguous(shape, stride) ? values : gather(values, shape, stride, count);
    },
    locate: async () => {
      if (dtype !== 'float32' || !isContiguous(shape, stride)) return null;
      const byte = (await archive.locateStorage(storage.key)) + offset * itemSize;
      return byte % itemSize === 0 ? byte : null;
    },
  };
}

function isContiguous(shape: readonly number[], stride: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (stride[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

/** The values of a strided view in C order. */
function gather(
  values: Float32Array,
  shape: readonly number[],
  stride: readonly number[],
  count: number,
): Float32Array {
  const gathered = new Float32Array(count);
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < count; to++) {
    gathered[to] = values[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += stride[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      from -= stride[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return gathered;
}
