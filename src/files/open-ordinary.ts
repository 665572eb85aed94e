import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Opens an ordinary file to read it. A pipe that lies where a file is expected would be waited for without end, and a device
 * may have no end.
 *
 * @throws the system's error; EISDIR for a folder, and ENOTREG, which no system has, for a pipe, a socket or a device
 */
export async function openOrdinary(path: string): Promise<FileHandle> {
  // Without blocking: a pipe opens at once then. Not every system has pipes among its files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (found.isFile()) return file;
    throw refusal(path, found.isDirectory() ? 'EISDIR' : 'ENOTREG');
  } catch (error) {
    await file.close();
    throw error;
  }
}

function refusal(path: string, code: string): NodeJS.ErrnoException {
  const message = `${code}: not an ordinary file, open '${path}'`;
  return Object.assign(new Error(message), { code, syscall: 'open', path });
}
