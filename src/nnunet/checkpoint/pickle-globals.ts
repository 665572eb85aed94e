import { ModelError } from '../../errors.js';
import { malformedPickle } from './malformed-pickle.js';
import { numpyScalar } from './numpy-scalar.js';
import {
  NumpyArray,
  NumpyDtype,
  Opaque,
  PickledBytes,
  PickledGlobal,
  type PickleValue,
} from './pickle-value.js';
import { printable } from './printable.js';
import { rebuildTensor } from './rebuild-tensor.js';
import type { TorchDtype } from './torch-dtype.js';

type Build = (args: readonly PickleValue[]) => PickleValue;

/** torch.*Storage, the only storage classes of the dtypes that a weight may have. */
const storageTypes: Readonly<Record<string, TorchDtype>> = {
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  DoubleStorage: 'float64',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
};

/** numpy 2 moved `numpy.core` to `numpy._core`. */
const numpyGlobals = ['numpy.core', 'numpy._core'].flatMap((core): [string, Build][] => [
  [`${core}.multiarray.scalar`, ([dtype, bytes]) => numpyScalar(dtype, bytes)],
  [`${core}.multiarray._reconstruct`, () => new NumpyArray()],
  [`${core}.numeric._frombuffer`, arrayFromBuffer],
]);

/**
 * Everything that may be called. The list is what nnU-Net's own checkpoints hold: weights and
 * optimiser state, numpy numbers in the training log, the device in init_args. Each entry makes a
 * plain value from its arguments and can do nothing else.
 */
const callables = new Map<string, Build>([
  ['collections.OrderedDict', orderedDict],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_parameter', ([data]) => data ?? null],
  ['torch.Size', ([sizes]) => sizes ?? []],
  ['torch.device', () => new Opaque('torch.device')],
  ['numpy.dtype', ([code]) => new NumpyDtype(typeof code === 'string' ? code : '')],
  ...numpyGlobals,
  ['_codecs.encode', encodeLatin1],
  ['builtins.set', ([items]) => items ?? []],
  // Protocol 2 writes Python 2's name of the module.
  ['__builtin__.set', ([items]) => items ?? []],
]);

const allowed: ReadonlyMap<string, PickledGlobal> = new Map(
  [
    ...[...callables].map(([name, build]) => new PickledGlobal(name, build)),
    new PickledGlobal('numpy.ndarray', null),
    ...Object.entries(storageTypes).flatMap(([name, dtype]) => [
      new PickledGlobal(`torch.${name}`, null, dtype),
      new PickledGlobal(`torch.${dtype}`, null),
    ]),
  ].map((global) => [global.name, global]),
);

/**
 * The allow list: what `module.name` stands for in a pickle.
 *
 * @throws ModelError that names the class or function if it is not on the list.
 */
export function findGlobal(module: string, name: string): PickledGlobal {
  const global = allowed.get(`${module}.${name}`);
  if (!global) {
    throw new ModelError(
      `it asks for ${printable(`${module}.${name}`)}, which no nnU-Net checkpoint needs; nothing was executed. If you trust the file, load it in Python and save it again without that object`,
    );
  }
  return global;
}

function orderedDict(args: readonly PickleValue[]): PickleValue {
  if (args.length > 0) throw malformedPickle('an OrderedDict made from arguments');
  return new Map();
}

function arrayFromBuffer([data, dtype, shape, order]: readonly PickleValue[]): PickleValue {
  const array = new NumpyArray();
  if (!(dtype instanceof NumpyDtype)) throw malformedPickle('a numpy array without a dtype');
  array.data = data ?? null;
  array.dtype = dtype;
  array.shape = Array.isArray(shape) ? shape : [shape ?? null];
  array.isFortran = order === 'F';
  return array;
}

function encodeLatin1([text, encoding]: readonly PickleValue[]): PickleValue {
  if (typeof text !== 'string' || encoding !== 'latin1') {
    throw malformedPickle('bytes in another encoding than latin1');
  }
  return new PickledBytes(text);
}
