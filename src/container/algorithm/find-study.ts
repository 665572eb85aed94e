import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { readSockets, type Socket } from '../read-sockets.js';
import { findImage } from './find-image.js';

/** The images of a job. */
export interface PlatformStudy {
  readonly pet: string;
  readonly ct: string;
  /** Slug of the user's clicks on lesions (editions IV and V), or null without. */
  readonly clicks: string | null;
}

/** How a slug's words name a modality, such as `pet`, `ct`, `pet-suv`, `ct-resampled`. */
const words = { PET: ['pet', 'suv', 'pt'], CT: ['ct', 'ctres'] } as const;

/**
 * Finds the one PET and the one CT of a job: where `inputs.json` says, or in `images/pet` and
 * `images/ct` where there is none.
 *
 * @throws InputError when one is missing, or there are several
 */
export async function findStudy(input: string): Promise<PlatformStudy> {
  const sockets = (await readSockets(input)) ?? layoutOfOlderEditions(input);
  const [pet, ct] = [socketOf(sockets, 'PET'), socketOf(sockets, 'CT')];
  return {
    pet: await findImage(join(input, pet.relativePath), 'PET'),
    ct: await findImage(join(input, ct.relativePath), 'CT'),
    clicks: sockets.find(({ slug }) => /^lesion-(clicks|scribbles)$/.test(slug))?.slug ?? null,
  };
}

function layoutOfOlderEditions(input: string): Socket[] {
  const clicks = { slug: 'lesion-clicks', relativePath: 'lesion-clicks.json', isImage: false };
  return [
    { slug: 'pet', relativePath: 'images/pet', isImage: true },
    { slug: 'ct', relativePath: 'images/ct', isImage: true },
    ...(existsSync(join(input, clicks.relativePath)) ? [clicks] : []),
  ];
}

function socketOf(sockets: readonly Socket[], modality: keyof typeof words): Socket {
  const images = sockets.filter(({ isImage }) => isImage);
  const [mainWord] = words[modality];
  const exact = images.filter(({ slug }) => slug === mainWord);
  const named = images.filter(({ slug }) => modalityOf(slug) === modality);
  const [only, ...others] = exact.length > 0 ? exact : named;
  if (only !== undefined && others.length === 0) return only;
  const found = sockets.map(({ slug }) => slug).join(', ') || 'none';
  throw new InputError(
    `inputs.json has ${only === undefined ? 'no' : 'more than one'} ${modality} socket (found: ${found}). Expected one "${mainWord}".`,
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
