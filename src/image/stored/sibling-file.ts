import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.js';

/**
 * Finds the file that a header says its voxels are in. It must lie beside the header: no other file
 * is opened on a header's word.
 *
 * @param path the header
 * @param name as the header has it, each byte a character (latin1); usually UTF-8 in truth
 * @throws InputError when the name leads elsewhere, or there is no such file
 */
export async function siblingFile(path: string, name: string): Promise<string> {
  const readings = spellings(name.replace(/^\.\//, ''));
  if (readings.some((reading) => !isPlainName(reading))) throw elsewhere(path, readings[0] ?? name);
  const header = await stat(path);
  for (const reading of readings) {
    const sibling = join(dirname(path), reading);
    const found = await stat(sibling).catch(() => null);
    if (found === null) continue;
    const isHeader = found.ino === header.ino && found.dev === header.dev;
    if (!found.isFile() || isHeader) throw elsewhere(path, reading);
    return sibling;
  }
  throw new InputError(
    `${path} keeps its voxels in ${readings[0]}, which is not beside it. Copy both files, or convert to a single .mha.`,
  );
}

/** The refusal of a header that points to other files. */
export function elsewhere(path: string, name: string): InputError {
  return new InputError(
    `${path} says its voxels are in "${name}". Expected "LOCAL" (or, for an .mhd or .nhdr, one file in the same folder); other files are not opened on a header's word. Convert the image to a single .mha.`,
  );
}

/** One of several files (LIST, %03d) or of another folder is not plain. */
function isPlainName(name: string): boolean {
  return basename(name) === name && !/[\\%\0]/.test(name) && !/^(\.|\.\.|)$|^LIST\b/.test(name);
}

/** A name may be UTF-8 in either Unicode form, or latin1. */
function spellings(name: string): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = decoder.decode(Buffer.from(name, 'latin1'));
    return [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])];
  } catch {
    return [name];
  }
}
