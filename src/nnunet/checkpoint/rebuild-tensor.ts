import { malformedPickle } from './malformed-pickle.js';
import { PickledStorage, PickledTensor, type PickleValue } from './pickle-value.js';

/** The weights of a 3-D convolution have 5 axes. */
const mostAxes = 8;

/**
 * `torch._utils._rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, hooks[, metadata])`
 * as a view that is read later. Metadata marks lazily negated or conjugated tensors, which are refused.
 *
 * @throws ModelError if the arguments are not those of a plain tensor.
 */
export function rebuildTensor(args: readonly PickleValue[]): PickledTensor {
  const [storage, offset, shape, stride, , , metadata] = args;
  if (
    !(storage instanceof PickledStorage) ||
    !isCount(offset) ||
    !isCounts(shape) ||
    !isCounts(stride) ||
    shape.length !== stride.length
  ) {
    throw malformedPickle('a tensor whose storage, sizes or strides make no sense');
  }
  if (metadata) throw malformedPickle('a negated or conjugated tensor');
  return new PickledTensor(storage, offset, shape, stride);
}

function isCounts(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.length <= mostAxes && value.every(isCount);
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
