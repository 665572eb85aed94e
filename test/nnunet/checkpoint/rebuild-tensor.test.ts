import { PickledStorage, PickledTensor } from '../../../src/nnunet/checkpoint/pickle-value.js';
import { rebuildTensor } from '../../../src/nnunet/checkpoint/rebuild-tensor.js';

const storage = new PickledStorage('0', 'float32', 24);

test('the arguments of _rebuild_tensor_v2 in their order', () => {
  expect(rebuildTensor([storage, 1, [2, 3], [3, 1], false, new Map()])).toEqual(
    new PickledTensor(storage, 1, [2, 3], [3, 1]),
  );
});

test.each([
  ['a fraction as offset', [storage, 0.5, [2], [1]]],
  ['a fraction as size', [storage, 0, [1.5], [1]]],
  ['a fraction as stride', [storage, 0, [2], [Number.NaN]]],
  ['no strides', [storage, 0, [2]]],
  ['a size that is no list', [storage, 0, 2, [1]]],
  ['no storage', [null, 0, [2], [1]]],
])('%s is refused', (_, args) => {
  expect(() => rebuildTensor(args)).toThrow(/make no sense/);
});
