import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { InputError } from '../../errors.js';
import { isSystemError } from '../../files/system-error.js';
import { listFiles } from './list-files.js';

/** The files of a folder or a .zip, as long as they are needed. */
export interface OpenFolder {
  readonly files: readonly string[];
  /** Removes what was unpacked. */
  close(): Promise<void>;
}

/**
 * Lists the files of a folder, or of a .zip, whose files are unpacked into a temporary folder that only this user may
 * read. Zips within a folder are unpacked too.
 *
 * @throws InputError when there is no such folder, or a .zip is damaged
 */
export async function openFolder(path: string): Promise<OpenFolder> {
  const unpacked: string[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(unpacked.map((folder) => rm(folder, { recursive: true, force: true })));
  };
  try {
    const found = await stat(path).catch(refuse);
    const files: string[] = [];
    for (const file of found.isFile() ? [path] : await listFiles(path)) {
      if (!(await isZip(file))) files.push(file);
      else {
        const folder = await mkdtemp(join(tmpdir(), 'autopet-dicom-'));
        unpacked.push(folder);
        await unpack(file, folder);
        files.push(...(await listFiles(folder)));
      }
    }
    return { files, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function refuse(error: unknown): never {
  if (!isSystemError(error)) throw error;
  throw new InputError(
    `The folder of DICOM files that was given cannot be read (${error.code}). Expected a folder, or a .zip, that is there.`,
    { cause: error },
  );
}

async function isZip(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.zip')) return false;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE() === 0x04034b50;
  } finally {
    await file.close();
  }
}

/** Unpacks under names of its own: those in the file might lead elsewhere, or be too long. */
async function unpack(path: string, folder: string): Promise<void> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const content = await zip.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(join(folder, String(count++).padStart(6, '0'))));
    }
  } catch (cause) {
    if (isSystemError(cause)) throw cause;
    throw new InputError(
      'A .zip of DICOM files is damaged, or of a kind that is not read (encrypted, for one). Unpack it and give the folder.',
      { cause },
    );
  } finally {
    zip?.close();
  }
}
