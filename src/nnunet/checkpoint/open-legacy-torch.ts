import type { FileHandle } from 'node:fs/promises';
import { ModelError } from '../../errors.js';
import { unpickleNext } from './pickle.js';
import { PickleCursor } from './pickle-cursor.js';
import { PickledStorage, PickledTensor, type PickleValue } from './pickle-value.js';
import { readBytes } from './read-bytes.js';
import type { TorchArchive } from './torch-archive.js';
import { itemSizes } from './torch-dtype.js';

/** The integer 0x1950a86a20f9469cfc6c in a pickle, with which the file begins. */
const magic = Buffer.from('8a0a6cfc9c46f9206aa85019', 'hex');
/** Opcodes before it: the protocol, and from protocol 4 on a frame with its length in 8 bytes. */
const [protocol, frame] = [0x80, 0x95];

/** A 1000-epoch checkpoint's pickles have some 0.1 to 2 MB. */
const mostOfPickles = 32 * 2 ** 20;

/** Whether a file's first bytes begin what `torch.save` wrote before PyTorch 1.6. */
export function isLegacyTorch(head: Buffer): boolean {
  const [first, version = 0, third] = head;
  if (first !== protocol || version < 2 || version > 5) return false;
  return head.subarray(third === frame ? 11 : 2).indexOf(magic) === 0;
}

/**
 * Opens a file as `torch.save` wrote it before PyTorch 1.6, and still does when asked to: pickles of a magic number, a
 * version, the writing machine, the object and the keys of its storages, then each storage: its number of elements (8 bytes)
 * and these. There are no checksums.
 *
 * @throws ModelError if it is damaged or big-endian
 */
export async function openLegacyTorch(file: FileHandle): Promise<TorchArchive> {
  const { size: fileSize } = await file.stat();
  const start = await readBytes(file, 0, Math.min(fileSize, mostOfPickles));
  const cursor = new PickleCursor(start);
  unpickleNext(cursor);
  unpickleNext(cursor);
  requireLittleEndian(unpickleNext(cursor));
  const from = cursor.position;
  const object = unpickleNext(cursor);
  const pickle = start.subarray(from, cursor.position);
  const keys = unpickleNext(cursor);
  const places = await placesOf(file, keys, storagesIn(object), cursor.position, fileSize);
  return {
    pickle,
    storageSize: (key) => places.get(key)?.size,
    locateStorage: async (key) => places.get(key)!.at,
    readStorage: (key, first, length) => readBytes(file, places.get(key)!.at + first, length),
    hasSums: false,
    isSound: async () => true,
  };
}

function requireLittleEndian(system: PickleValue): void {
  if (system instanceof Map && system.get('little_endian') === false) {
    throw new ModelError(
      'it was saved on a big-endian machine: load and save it once with PyTorch on a little-endian one',
    );
  }
}

/** Storages by key, wherever in a value there are tensors; each part is looked at once. */
function storagesIn(object: PickleValue): ReadonlyMap<string, PickledStorage> {
  const storages = new Map<string, PickledStorage>();
  const seen = new Set<PickleValue>();
  const rest: PickleValue[] = [object];
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    if (part === null || typeof part !== 'object' || seen.has(part)) continue;
    seen.add(part);
    if (part instanceof PickledTensor) storages.set(part.storage.key, part.storage);
    else if (part instanceof PickledStorage) storages.set(part.key, part);
    else if (part instanceof Map) for (const entry of part) rest.push(...entry);
    else if (Array.isArray(part)) for (const item of part) rest.push(item);
  }
  return storages;
}

interface Place {
  readonly at: number;
  readonly size: number;
}

async function placesOf(
  file: FileHandle,
  keys: PickleValue,
  storages: ReadonlyMap<string, PickledStorage>,
  start: number,
  fileSize: number,
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  let at = start;
  for (const key of Array.isArray(keys) ? keys : []) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage === undefined) {
      throw new ModelError(
        'its storages are not those of its object: it is damaged, copy it again',
      );
    }
    const count = Number((await readBytes(file, at, 8)).readBigUInt64LE(0));
    const size = count * itemSizes[storage.dtype];
    if (at + 8 + size > fileSize) {
      throw new ModelError(
        `the file ends at byte ${fileSize} where ${at + 8 + size - fileSize} more bytes were expected; it is truncated, copy it again`,
      );
    }
    places.set(storage.key, { at: at + 8, size });
    at += 8 + size;
  }
  return places;
}
