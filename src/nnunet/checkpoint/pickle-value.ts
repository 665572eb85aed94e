import type { TorchDtype } from './torch-dtype.js';

/** What a pickle may hold. Lists, tuples and sets are arrays; dicts are Maps, whatever their keys. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | PickleDict
  | PickledBytes
  | PickledGlobal
  | PickledStorage
  | PickledTensor
  | NumpyDtype
  | NumpyArray
  | Opaque;

/** A dict. */
export type PickleDict = Map<PickleValue, PickleValue>;

/** A bytes object, one character per byte. */
export class PickledBytes {
  constructor(readonly latin1: string) {}
}

/** A class or function that a pickle may name: `build` is what calling it means here. */
export class PickledGlobal {
  constructor(
    readonly name: string,
    readonly build: ((args: readonly PickleValue[]) => PickleValue) | null,
    /** For torch's storage classes: the type of their elements. */
    readonly dtype: TorchDtype | null = null,
  ) {}
}

/** A reference to the archive's entry `data/<key>`. */
export class PickledStorage {
  constructor(
    readonly key: string,
    readonly dtype: TorchDtype,
    readonly byteLength: number,
  ) {}
}

/** A view on a storage; offset and strides count elements. */
export class PickledTensor {
  constructor(
    readonly storage: PickledStorage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly stride: readonly number[],
  ) {}
}

/** A numpy dtype such as `f8`; its byte order arrives after it was made. */
export class NumpyDtype {
  littleEndian = true;
  constructor(readonly code: string) {}
}

/** A numpy array, left as its bytes until `numpyArray` reads it; they arrive after it was made. */
export class NumpyArray {
  shape: readonly PickleValue[] = [];
  dtype: NumpyDtype | null = null;
  isFortran = false;
  /** Bytes, or of an array of objects a list. */
  data: PickleValue = null;
}

/** An object that nothing here needs, such as a torch.device: only its kind is kept. */
export class Opaque {
  constructor(readonly kind: string) {}
}
