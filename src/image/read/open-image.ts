import { stat } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { endingOf, imageEndings } from '../../files/endings.js';
import { systemError } from '../../files/system-error.js';
import { openMetaImage } from '../meta-image/open-meta-image.js';
import { openNifti } from '../nifti/open-nifti.js';
import { openNrrd } from '../nrrd/open-nrrd.js';
import { readStart } from '../stored/read-start.js';
import type { StoredImage } from '../stored/stored-image.js';
import { contentOf } from './content-of.js';
import { inflateStart } from './inflate.js';

const formats: Readonly<Record<(typeof imageEndings)[number], StoredImage['format']>> = {
  '.mha': 'MetaImage',
  '.mhd': 'MetaImage',
  '.nii': 'NIfTI',
  '.nii.gz': 'NIfTI',
  '.nrrd': 'NRRD',
  '.nhdr': 'NRRD',
};

// Real headers are a few hundred bytes. But a segmentation says much of each of its segments, and comments may be long: a text
// header without its end by the second is none.
const longestHeader = 64 * 1024;
const longestTextHeader = 16 * 1024 * 1024;
const textHeaderEnds = {
  NRRD: /\n\r?\n/,
  MetaImage: /^[ \t]*ElementDataFile[ \t]*[=:].*\n/m,
};
const longestNiftiHeader = 1024;

/**
 * Reads and checks the header of an image; no voxel is read yet. What a file is shows in its first
 * bytes, and its name must agree; but a `.nii` may be compressed and a `.nii.gz` may be not.
 *
 * @param known the first bytes of a file that is known to be one, 64 KiB at least or all there are, where somebody has
 *   read them; null where nobody has
 * @throws InputError when there is no such file, or its header cannot be trusted
 */
export async function openImage(path: string, known: Buffer | null = null): Promise<StoredImage> {
  const named = checkName(path);
  const start = known?.subarray(0, longestHeader) ?? (await readHeader(path));
  const isGzipped = contentOf(start) === 'gzip';
  const inner = isGzipped ? await inflateStart(path, longestNiftiHeader) : start;
  const content = contentOf(inner);
  if (isGzipped && content === 'gzip') {
    throw new InputError(
      `${path} is compressed with gzip twice. Expected once: decompress it with gunzip.`,
    );
  }
  if (content !== null && content !== named) {
    const what = content === 'empty' ? 'empty' : `${isGzipped ? 'compressed ' : ''}${content}`;
    throw new InputError(
      `${path} is ${what} by its content. Expected ${named}, as its name says: give it the name that fits, or copy or export it again.`,
    );
  }
  if (isGzipped && named !== 'NIfTI') {
    throw new InputError(
      `${path} is compressed with gzip as a whole. Expected ${named}: decompress it with gunzip.`,
    );
  }
  if (named === 'NIfTI') return openNifti(path, inner, isGzipped);
  const text = await textHeader(path, start, textHeaderEnds[named]);
  return named === 'NRRD' ? openNrrd(path, text) : openMetaImage(path, text);
}

/** The first bytes of a file with the whole of its header, a character a byte. */
async function textHeader(path: string, start: Buffer, ending: RegExp): Promise<string> {
  const text = start.toString('latin1');
  if (start.length < longestHeader || ending.test(text)) return text;
  return (await startOf(path, longestTextHeader)).toString('latin1');
}

/** The format that a name promises. */
function checkName(path: string): StoredImage['format'] {
  const ending = endingOf(path)?.toLowerCase() as keyof typeof formats | undefined;
  if (ending === undefined) {
    const pair = /\.(hdr|img)(\.gz)?$/i.test(path) ? ' Pairs of .hdr and .img are not read.' : '';
    throw new InputError(
      `${path} is not an image that autopet reads.${pair} Expected a file ending in ${imageEndings.join(', ')}.`,
    );
  }
  return formats[ending];
}

/** The first bytes of an ordinary file that is there. */
async function readHeader(path: string): Promise<Buffer> {
  const found = await stat(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  if (!found.isFile()) {
    const what = found.isDirectory() ? 'a folder' : 'no ordinary file';
    throw new InputError(`${path} is ${what}. Expected an image file.`);
  }
  return startOf(path, longestHeader);
}

function startOf(path: string, most: number): Promise<Buffer> {
  return readStart(path, most).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
}
