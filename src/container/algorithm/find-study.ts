import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { fileNames } from '../../files/file-names.js';
import { readSockets, type Socket } from '../read-sockets.js';
import { findImage } from './find-image.js';

/** The images of a job: files, or sets of DICOM files. */
export type PlatformStudy = (ImageFiles | DicomSets) & {
  /** The user's clicks on lesions (editions IV and V); null where the job has none. */
  readonly clicks: { readonly slug: string; readonly path: string } | null;
};

export interface ImageFiles {
  readonly pet: string;
  /** Null where the job has none. */
  readonly ct: string | null;
}

/** Newer sockets of the platform have `*.dcm` files in place of one image. */
export interface DicomSets {
  /** Folders: the PET's, and the CT's where the job has one. */
  readonly dicom: readonly string[];
  /** Of the socket that the mask is called after: the CT's, or the PET's. */
  readonly slug: string;
}

/** How a slug's words name a modality, such as `pet`, `ct`, `pet-suv`, `ct-resampled`. */
const words = { PET: ['pet', 'suv', 'pt'], CT: ['ct', 'ctres'] } as const;

/**
 * Finds the one PET and the one CT of a job, which it may do without: where `inputs.json` says, or in `images/pet` and
 * `images/ct` where there is none.
 *
 * @throws InputError when there is no PET, or several of one kind
 */
export async function findStudy(input: string): Promise<PlatformStudy> {
  const sockets = (await readSockets(input)) ?? layoutOfOlderEditions(input);
  const clicks = sockets.find(({ slug }) => /^lesion-(clicks|scribbles)$/.test(slug));
  const [pet, ct] = [socketOf(sockets, 'PET'), socketOf(sockets, 'CT')];
  if (pet === null) {
    const found = sockets.map(({ slug }) => slug).join(', ') || 'none';
    throw new InputError(`inputs.json has no PET socket (found: ${found}). Expected one "pet".`);
  }
  const given = clicks ? { slug: clicks.slug, path: join(input, clicks.relativePath) } : null;
  const sets = await dicomSets(input, ct === null ? [pet] : [ct, pet]);
  if (sets !== null) return { ...sets, clicks: given };
  return {
    pet: await findImage(join(input, pet.relativePath), 'PET'),
    ct: ct && (await findImage(join(input, ct.relativePath), 'CT')),
    clicks: given,
  };
}

/** Null where no socket has DICOM. */
async function dicomSets(input: string, sockets: readonly Socket[]): Promise<DicomSets | null> {
  const folders = sockets.map(({ relativePath }) => join(input, relativePath));
  const names = await Promise.all(folders.map((folder) => fileNames(folder).catch(() => [])));
  const areDicom = names.map((inside) => inside.some((name) => /[.]dcm$/i.test(name)));
  if (!areDicom.includes(true)) return null;
  if (areDicom.includes(false)) {
    throw new InputError('One of PET and CT is DICOM (*.dcm), the other is not. Expected both.');
  }
  return { dicom: folders, slug: sockets[0]!.slug };
}

function layoutOfOlderEditions(input: string): Socket[] {
  const ct = { slug: 'ct', relativePath: 'images/ct', isImage: true };
  const clicks = { slug: 'lesion-clicks', relativePath: 'lesion-clicks.json', isImage: false };
  return [
    { slug: 'pet', relativePath: 'images/pet', isImage: true },
    ...[ct, clicks].filter(({ relativePath }) => existsSync(join(input, relativePath))),
  ];
}

/** Null where there is none. */
function socketOf(sockets: readonly Socket[], modality: keyof typeof words): Socket | null {
  const images = sockets.filter(({ isImage }) => isImage);
  const [mainWord] = words[modality];
  const exact = images.filter(({ slug }) => slug === mainWord);
  const named = images.filter(({ slug }) => modalityOf(slug) === modality);
  const [only, ...others] = exact.length > 0 ? exact : named;
  if (others.length === 0) return only ?? null;
  const found = sockets.map(({ slug }) => slug).join(', ');
  throw new InputError(
    `inputs.json has more than one ${modality} socket (found: ${found}). Expected one "${mainWord}".`,
  );
}

/** Null for a slug that names neither or both, such as `pet-ct-segmentation`. */
function modalityOf(slug: string): keyof typeof words | null {
  const inSlug = slug.split('-');
  const named = (['PET', 'CT'] as const).filter((modality) =>
    words[modality].some((word) => inSlug.includes(word)),
  );
  return named.length === 1 ? named[0]! : null;
}
