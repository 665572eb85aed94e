/** A pickle made by hand: protocol 2, the given instructions, STOP. */
export function buildPickle(...instructions: Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.of(0x80, 2), ...instructions, Buffer.from('.')]);
}

/** Instructions by Python's pickletools names. */
export const op = {
  mark: Buffer.from('('),
  none: Buffer.from('N'),
  emptyTuple: Buffer.from(')'),
  emptyList: Buffer.from(']'),
  emptyDict: Buffer.from('}'),
  tuple: Buffer.from('t'),
  tuple1: Buffer.of(0x85),
  tuple2: Buffer.of(0x86),
  append: Buffer.from('a'),
  appends: Buffer.from('e'),
  setItem: Buffer.from('s'),
  setItems: Buffer.from('u'),
  reduce: Buffer.from('R'),
  build: Buffer.from('b'),
  binPersId: Buffer.from('Q'),
  memoize: Buffer.of(0x94),
  stackGlobal: Buffer.of(0x93),
  binPut: (key: number) => Buffer.of(0x71, key),
  binGet: (key: number) => Buffer.of(0x68, key),
  global: (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`),
  inst: (module: string, name: string) => Buffer.from(`i${module}\n${name}\n`),
  text: (text: string) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.of(0x58), uint32(bytes.length), bytes]);
  },
  bytes: (bytes: Uint8Array) => Buffer.concat([Buffer.of(0x42), uint32(bytes.length), bytes]),
  int: (value: number) => Buffer.concat([Buffer.from('J'), uint32(value)]),
  /** LONG1 of 8 bytes. */
  long: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return Buffer.concat([Buffer.of(0x8a, 8), bytes]);
  },
  float: (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([Buffer.from('G'), bytes]);
  },
};

export interface TensorOptions {
  readonly storageType?: string;
  readonly elements?: number | bigint;
  readonly offset?: number | bigint;
  readonly shape?: readonly (number | bigint)[];
  readonly stride?: readonly (number | bigint)[];
  /** torch's marks of the tensor; absent in most files. */
  readonly metadata?: Uint8Array;
}

/** A call of torch's _rebuild_tensor_v2: by default two float32 values of storage `0`. */
export function tensor(options: TensorOptions = {}): Buffer {
  const { storageType = 'FloatStorage', elements = 2, offset = 0 } = options;
  const { shape = [2], stride = [1], metadata = Buffer.alloc(0) } = options;
  return Buffer.concat([
    op.global('torch._utils', '_rebuild_tensor_v2'),
    op.mark,
    ...[op.mark, op.text('storage'), op.global('torch', storageType), op.text('0')],
    ...[op.text('cpu'), integer(elements), op.tuple, op.binPersId],
    integer(offset),
    ...[op.mark, ...shape.map(integer), op.tuple],
    ...[op.mark, ...stride.map(integer), op.tuple],
    ...[op.none, op.none, metadata, op.tuple, op.reduce],
  ]);
}

/** A dict of text keys. */
export function dict(entries: Readonly<Record<string, Uint8Array>>): Buffer {
  const items = Object.entries(entries).flatMap(([key, value]) => [op.text(key), value]);
  return Buffer.concat([op.emptyDict, op.mark, ...items, op.setItems]);
}

function integer(value: number | bigint): Buffer {
  return op.long(BigInt(value));
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
