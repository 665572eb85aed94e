import { isSystemError } from '../../files/system-error.js';
import { readHeaders } from '../read/read-headers.js';
import type { SliceHeader } from '../read/slice-header.js';

/** What a file holds: headers of slices, none for a DICOMDIR; or nothing that is DICOM, or nothing that can be read. */
export interface FileHeaders {
  readonly path: string;
  readonly headers: readonly SliceHeader[] | 'damaged' | null;
}

// File systems over a network answer several at once.
const atOnce = 8;

/** Reads the headers of files, in their order. One that may not be read is as one that is damaged. */
export async function* headersOf(files: readonly string[]): AsyncGenerator<FileHeaders> {
  for (let i = 0; i < files.length; i += atOnce) {
    const some = files.slice(i, i + atOnce);
    const found = await Promise.all(
      some.map((path) => readHeaders(path).catch(damagedIfUnreadable)),
    );
    for (const [k, headers] of found.entries()) yield { path: some[k]!, headers };
  }
}

const unreadable = new Set(['EACCES', 'EPERM', 'ENOENT', 'EIO', 'EISDIR']);

function damagedIfUnreadable(error: unknown): 'damaged' {
  if (isSystemError(error) && unreadable.has(error.code ?? '')) return 'damaged';
  throw error;
}
