import fc from 'fast-check';
import { ModelError } from '../../../src/errors.js';
import { unpickle } from '../../../src/nnunet/checkpoint/pickle.js';
import type { PickleValue } from '../../../src/nnunet/checkpoint/pickle-value.js';
import { Opaque, type PickledBytes } from '../../../src/nnunet/checkpoint/pickle-value.js';
import { buildPickle, dict, op } from './support/build-pickle.js';

function load(...instructions: Uint8Array[]): PickleValue {
  return unpickle(buildPickle(...instructions));
}

describe('values', () => {
  test('numbers of every width', () => {
    const pickle = Buffer.from(
      '8005284bff4dffff4affffffff8a00 8a01ff 8a02ff00 47bff8000000000000 6c2e'.replace(/ /g, ''),
      'hex',
    );
    pickle[pickle.length - 2] = 't'.charCodeAt(0);
    expect(unpickle(pickle)).toEqual([255, 65535, -1, 0, -1, 255, -1.5]);
  });

  test('integers beyond 2^53 are bigints', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const isSafe = Number.isSafeInteger(Number(value));
        expect(load(op.long(value))).toBe(isSafe ? Number(value) : value);
      }),
    );
  });

  test('texts in UTF-8, bytes as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
        expect(load(op.text(text))).toBe(text);
        const loaded = load(op.bytes(bytes)) as PickledBytes;
        expect([...Buffer.from(loaded.latin1, 'latin1')]).toEqual([...bytes]);
      }),
    );
  });

  test('dicts of any keys, shared and recursive references', () => {
    const list = load(op.emptyList, op.binPut(0), op.binGet(0), op.append) as PickleValue[];
    expect(list[0]).toBe(list);
    const keys = ['__proto__', 'constructor', ''];
    const loaded = load(dict(Object.fromEntries(keys.map((key) => [key, op.int(1)]))));
    expect(loaded).toBeInstanceOf(Map);
    expect(load(dict({ ['__proto__']: op.int(1) }))).toEqual(new Map([['__proto__', 1]]));
  });
});

describe('allowed classes', () => {
  const device = [op.global('torch', 'device'), op.text('cuda'), op.tuple1, op.reduce];

  test('an OrderedDict drops its attributes', () => {
    const ordered = [op.global('collections', 'OrderedDict'), op.emptyTuple, op.reduce];
    const state = dict({ _metadata: op.emptyDict });
    expect(load(...ordered, op.text('a'), op.int(1), op.setItem, state, op.build)).toEqual(
      new Map([['a', 1]]),
    );
  });

  test.each(['numpy.core', 'numpy._core'])('a big-endian scalar of %s', (core) => {
    const dtype = [op.global('numpy', 'dtype'), op.text('f8'), op.tuple1, op.reduce];
    const state = [op.mark, op.int(3), op.text('>'), op.none, op.tuple, op.build];
    const bytes = [
      ...[op.global('_codecs', 'encode'), op.text('?è\0\0\0\0\0\0'), op.text('latin1')],
      ...[op.tuple2, op.reduce],
    ];
    expect(
      load(
        op.global(`${core}.multiarray`, 'scalar'),
        ...dtype,
        ...state,
        ...bytes,
        op.tuple2,
        op.reduce,
      ),
    ).toBe(0.75);
  });

  test('a device is only marked', () => {
    expect(load(...device)).toEqual(new Opaque('torch.device'));
  });

  test('names are allowed whole, not by their parts', () => {
    for (const [module, name] of [
      ['torch', 'load'],
      ['torch.FloatStorage', 'from_file'],
      ['collections', 'OrderedDict.fromkeys'],
      ['numpy', 'load'],
      ['_codecs', 'decode'],
      ['__proto__', 'constructor'],
      ['Object', 'prototype'],
    ] as const) {
      expect(() => load(op.global(module, name))).toThrow(`"${module}.${name}"`);
    }
  });
});

describe('code in a pickle is refused by name and not executed', () => {
  const command = op.text('touch /tmp/autopet-was-here');
  test.each([
    ['GLOBAL', [op.global('os', 'system'), command, op.tuple1, op.reduce], 'os.system'],
    [
      'GLOBAL of posix',
      [op.global('posix', 'system'), command, op.tuple1, op.reduce],
      'posix.system',
    ],
    ['eval', [op.global('builtins', 'eval'), op.text('1'), op.tuple1, op.reduce], 'builtins.eval'],
    [
      'exec of Python 2',
      [op.global('__builtin__', 'exec'), command, op.tuple1, op.reduce],
      '__builtin__.exec',
    ],
    [
      'STACK_GLOBAL',
      [op.text('os'), op.text('system'), op.stackGlobal, command, op.tuple1, op.reduce],
      'os.system',
    ],
    ['INST', [op.mark, command, op.inst('os', 'system')], 'os.system'],
    ['getattr', [op.global('builtins', 'getattr')], 'builtins.getattr'],
    [
      'a module of ours',
      [op.global('node:child_process', 'execSync')],
      'node:child_process.execSync',
    ],
    [
      'nested',
      [dict({ network_weights: dict({ w: op.global('subprocess', 'Popen') }) })],
      'subprocess.Popen',
    ],
  ])('%s', (_, instructions, name) => {
    expect(() => load(...instructions)).toThrow(
      `it asks for "${name}", which no nnU-Net checkpoint needs; nothing was executed`,
    );
  });

  test('control characters of a name do not reach the terminal', () => {
    expect(() => load(op.global('os\x1b[2J', 'sys\u202etem'))).toThrow('"os?[2J.sys?tem"');
    expect(() => load(op.global('a'.repeat(500), 'b'))).toThrow(`"${'a'.repeat(100)}..."`);
  });
});

function storage(tag: string, elements: Uint8Array): Buffer {
  const type = op.global('torch', 'FloatStorage');
  const parts = [op.text(tag), type, op.text('0'), op.text('cpu'), elements];
  return Buffer.concat([op.mark, ...parts, op.tuple]);
}

describe('malformed pickles', () => {
  const ended = /ends too early/;
  test.each<[string, Uint8Array[], RegExp]>([
    ['a text longer than the file', [Buffer.from('58ffffff7f', 'hex')], ended],
    ['a text of 2^64 bytes', [Buffer.from('8dffffffffffffffff', 'hex')], ended],
    ['bytes of 2^63', [Buffer.from('8e0000000000000080', 'hex')], ended],
    ['an integer of 2^31 bytes (LONG4)', [Buffer.from('8bffffff7f', 'hex')], /opcode 0x8b/],
    ['an integer longer than the file', [Buffer.from('8aff01', 'hex')], ended],
    ['a class name without an end', [Buffer.from('cos\nsystem')], ended],
    ['an extension', [Buffer.from('8201', 'hex')], /opcode 0x82/],
    ['a new object', [op.emptyTuple, Buffer.of(0x81)], /opcode 0x81/],
    ['an out-of-band buffer', [Buffer.of(0x97)], /opcode 0x97/],
    ['protocol 0', [Buffer.from("S'a'\n")], /opcode 0x53/],
    ['nothing to return', [], /empty stack/],
    ['a tuple of missing values', [op.none, op.tuple2], /empty stack/],
    ['a value from below a mark', [op.none, op.mark, op.tuple1], /empty stack/],
    ['a memo entry of nothing', [op.memoize, op.none], /empty stack/],
    ['a memo entry from below a mark', [op.none, op.mark, op.memoize, op.tuple], /empty stack/],
    ['a tuple without a mark', [op.none, op.tuple], /missing mark/],
    ['an item for a number', [op.int(1), op.none, op.append], /no list/],
    ['an item for a list by key', [op.emptyList, op.none, op.none, op.setItem], /no dict/],
    ['a key without a value', [op.emptyDict, op.mark, op.none, op.setItems], /no dict/],
    ['a reference to nothing', [op.binGet(7)], /reference to nothing/],
    ['a memo with a gap', [op.none, op.binPut(1)], /gap in the memo/],
    ['a call of a number', [op.int(1), op.emptyTuple, op.reduce], /no function/],
    [
      'a call of a class that is only named',
      [op.global('numpy', 'ndarray'), op.emptyTuple, op.reduce],
      /no function/,
    ],
    ['a call without arguments', [op.global('torch', 'Size'), op.none, op.reduce], /no function/],
    ['a state for a number', [op.int(1), op.none, op.build], /has none/],
    ['a class named by a number', [op.int(1), op.text('x'), op.stackGlobal], /name is no text/],
    [
      'an allowed class by INST',
      [op.mark, op.inst('torch', 'Size')],
      /opcode INST for torch\.Size/,
    ],
    [
      'a storage of another kind',
      [storage('module', op.int(2)), op.binPersId],
      /storage that is none/,
    ],
    [
      'a storage of 2.5 values',
      [storage('storage', op.float(2.5)), op.binPersId],
      /storage that is none/,
    ],
    [
      'a storage of -1 values',
      [storage('storage', op.int(-1)), op.binPersId],
      /storage that is none/,
    ],
    ['a storage that is none', [op.none, op.binPersId], /storage that is none/],
    [
      'an OrderedDict of items',
      [op.global('collections', 'OrderedDict'), op.emptyList, op.tuple1, op.reduce],
      /from arguments/,
    ],
    [
      'bytes by another codec',
      [op.global('_codecs', 'encode'), op.text('a'), op.text('rot13'), op.tuple2, op.reduce],
      /latin1/,
    ],
  ])('%s', (_, instructions, message) => {
    expect(() => load(...instructions)).toThrow(ModelError);
    expect(() => load(...instructions)).toThrow(message);
  });

  test.each([
    ['', ended],
    ['80', ended],
    ['8002', ended],
    ['80014e2e', /no pickle of protocol 2 to 5/],
    ['80064e2e', /no pickle of protocol 2 to 5/],
    ['4e2e', /no pickle of protocol 2 to 5/],
  ])('bytes "%s"', (hex, message) => {
    expect(() => unpickle(Buffer.from(hex, 'hex'))).toThrow(message);
  });

  test('every opcode alone either works or is refused with a ModelError', () => {
    for (let opcode = 0; opcode < 256; opcode++) {
      try {
        load(op.none, Buffer.of(opcode));
      } catch (error) {
        expect(error).toBeInstanceOf(ModelError);
      }
    }
  });
});
