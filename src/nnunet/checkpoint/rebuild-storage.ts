import { malformedPickle } from './malformed-pickle.js';
import { PickledGlobal, PickledStorage, type PickleValue } from './pickle-value.js';
import { itemSizes } from './torch-dtype.js';

/**
 * A persistent id of `torch.save`, ('storage', storage class, key, device, elements), as a reference
 * to the storage. Nothing is read.
 *
 * @throws ModelError if the id is anything else.
 */
export function rebuildStorage(id: PickleValue): PickledStorage {
  if (Array.isArray(id)) {
    const [tag, type, key, , elements] = id;
    if (
      tag === 'storage' &&
      type instanceof PickledGlobal &&
      type.dtype &&
      typeof key === 'string' &&
      typeof elements === 'number' &&
      Number.isSafeInteger(elements) &&
      elements >= 0
    ) {
      return new PickledStorage(key, type.dtype, elements * itemSizes[type.dtype]);
    }
  }
  throw malformedPickle('a storage that is none');
}
