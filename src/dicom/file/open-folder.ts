import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { InputError } from '../../errors.js';
import { openTemporaryFolder, type TemporaryFolder } from '../../files/partial-files.js';
import { isSystemError, systemError } from '../../files/system-error.js';
import { listFiles } from './list-files.js';

/** The files of a folder or a .zip, as long as they are needed. */
export interface OpenFolder {
  readonly files: readonly string[];
  /** .zips within a folder that cannot be unpacked. */
  readonly damagedZips: number;
  /** Removes what was unpacked. */
  close(): Promise<void>;
}

/**
 * Lists the files of a folder, or of a .zip, whose files are unpacked into a temporary folder that only this user may
 * read. Zips within a folder are unpacked too.
 *
 * @param given one or several; also single files
 * @throws InputError when there is no such folder, or a .zip that was given is damaged
 * @throws ResourceError when the disk is full, or the like
 */
export async function openFolder(given: string | readonly string[]): Promise<OpenFolder> {
  const unpacked: TemporaryFolder[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(unpacked.map((folder) => folder.remove()));
  };
  const paths = [given].flat();
  const files: string[] = [];
  let damagedZips = 0;
  try {
    for (const file of await filesOf(paths)) {
      if (!(await isZip(file))) {
        files.push(file);
        continue;
      }
      const folder = await openTemporaryFolder();
      unpacked.push(folder);
      try {
        await unpack(file, folder.path);
        files.push(...(await listFiles(folder.path)));
      } catch (error) {
        if (paths.includes(file) || !(error instanceof InputError)) throw error;
        damagedZips++;
      }
    }
    return { files, damagedZips, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function filesOf(given: readonly string[]): Promise<readonly string[]> {
  const lists: (readonly string[])[] = [];
  for (const path of given) {
    const found = await stat(path).catch(refuse);
    lists.push(found.isFile() ? [path] : await listFiles(path));
  }
  return lists.flat();
}

function refuse(error: unknown): never {
  if (!isSystemError(error)) throw error;
  throw new InputError(
    `The folder of DICOM files that was given cannot be read (${error.code}). Expected a folder, or a .zip, that is there.`,
    { cause: error },
  );
}

/** One that may not be read is for the reader of files to tell. */
async function isZip(path: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.zip')) return false;
  const file = await open(path).catch(() => null);
  try {
    const head = await file?.read(Buffer.alloc(4), 0, 4, 0);
    return head?.bytesRead === 4 && head.buffer.readUInt32LE() === 0x04034b50;
  } finally {
    await file?.close();
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
    if (isSystemError(cause)) {
      // Its name may be that of a patient.
      throw systemError(cause, 'A .zip of DICOM files', 'unpacked', InputError);
    }
    throw new InputError(
      'A .zip of DICOM files is damaged, or of a kind that is not read (encrypted, for one). Unpack it and give the folder.',
      { cause },
    );
  } finally {
    zip?.close();
  }
}
