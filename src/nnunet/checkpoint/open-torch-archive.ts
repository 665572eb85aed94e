import type { FileHandle } from 'node:fs/promises';
import { ModelError } from '../../errors.js';
import { crc32 } from '../../files/crc32.js';
import { isLegacyTorch, openLegacyTorch } from './open-legacy-torch.js';
import { readBytes } from './read-bytes.js';
import { locateZipEntry, readZipEntry } from './read-zip-entry.js';
import { refuseOtherFormat } from './refuse-other-format.js';
import { sumZipEntry } from './sum-zip-entry.js';
import type { TorchArchive } from './torch-archive.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** A 1000-epoch checkpoint has some 0.1 to 2 MB here, mostly its training log. */
const largestPickle = 16 * 2 ** 20;

/**
 * Opens the zip container that `torch.save` writes since PyTorch 1.6: `<any name>/data.pkl`,
 * `<any name>/data/<key>` for each storage, and `<any name>/byteorder`; or what it wrote before.
 *
 * @throws ModelError if it is another format, damaged, or big-endian.
 */
export async function openTorchArchive(file: FileHandle): Promise<TorchArchive> {
  const { size: fileSize } = await file.stat();
  const head = await readBytes(file, 0, Math.min(fileSize, 512));
  if (isLegacyTorch(head)) return openLegacyTorch(file);
  refuseOtherFormat(head);
  const entries = await readZipDirectory(file, fileSize);
  const root = findRoot(entries);
  const hasSums = [...entries.values()].some((entry) => entry.crc32 !== 0);
  await requireLittleEndian(file, entries.get(`${root}/byteorder`));
  const pickle = await readPickle(file, entries.get(`${root}/data.pkl`)!, hasSums);
  return {
    pickle,
    storageSize: (key) => entries.get(`${root}/data/${key}`)?.size,
    locateStorage: (key) => locateZipEntry(file, entries.get(`${root}/data/${key}`)!),
    readStorage: (key, from, length) =>
      readZipEntry(file, entries.get(`${root}/data/${key}`)!, from, length),
    hasSums,
    isSound: async (key) => {
      const entry = entries.get(`${root}/data/${key}`)!;
      return (await sumZipEntry(file, entry)) === entry.crc32;
    },
  };
}

function findRoot(entries: ReadonlyMap<string, ZipEntry>): string {
  const roots = [...entries.keys()].flatMap((name) => /^([^/]+)\/data\.pkl$/.exec(name)?.[1] ?? []);
  if (roots.length !== 1) {
    throw new ModelError(
      `it is a zip archive with ${roots.length} entries */data.pkl where torch.save writes one: it is no PyTorch checkpoint`,
    );
  }
  return roots[0]!;
}

/** Before PyTorch 2.1 the entry did not exist and files were little-endian in practice. */
async function requireLittleEndian(file: FileHandle, entry: ZipEntry | undefined): Promise<void> {
  if (!entry) return;
  const order = await readZipEntry(file, entry, 0, Math.min(entry.size, 16));
  if (order.toString('latin1') !== 'little') {
    throw new ModelError(
      'it was saved on a big-endian machine: load and save it once with PyTorch on a little-endian one',
    );
  }
}

async function readPickle(file: FileHandle, entry: ZipEntry, hasSums: boolean): Promise<Buffer> {
  if (entry.size > largestPickle) {
    throw new ModelError(
      `its data.pkl has ${entry.size} bytes, more than the ${largestPickle} allowed: save it again without its training log`,
    );
  }
  const pickle = await readZipEntry(file, entry, 0, entry.size);
  if (hasSums && crc32(pickle) !== entry.crc32) {
    throw new ModelError(
      'its data.pkl is damaged: its bytes do not have the checksum that was written with them. Copy the file again',
    );
  }
  return pickle;
}
