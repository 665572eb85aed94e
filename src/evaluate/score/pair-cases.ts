import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { listed } from '../../files/listed.js';

/** The files of one case. */
export interface CaseFiles {
  /** The files' common name, without its ending. */
  readonly name: string;
  readonly reference: string;
  /** Null when there is none. */
  readonly prediction: string | null;
  readonly pet: string | null;
}

/** Cases by name, and the predictions that belong to none. */
export interface PairedCases {
  readonly cases: readonly CaseFiles[];
  readonly extra: readonly string[];
}

/** Endings of one-file images; an .mhd keeps its voxels elsewhere, which no checksum would cover. */
const endings = ['.mha', '.nii.gz', '.nii', '.nrrd'] as const;

/**
 * Pairs predictions, references and PETs by file name; `.mha` and `.nii.gz` may mix. Hidden files,
 * folders and other kinds of files are passed over.
 *
 * @param pets folder with a PET per case, or null
 * @returns cases in the order of their names, one per reference
 * @throws InputError when a folder cannot be read or holds no image, when two files of a folder have
 *   the same name but for the ending, or when a PET is missing
 */
export async function pairCases(
  predictions: string,
  references: string,
  pets: string | null,
): Promise<PairedCases> {
  const [predicted, expected, uptake] = await Promise.all([
    imagesIn(predictions),
    imagesIn(references),
    pets === null ? null : imagesIn(pets),
  ]);
  if (expected.size === 0) {
    throw new InputError(
      `${references} holds no reference mask. Expected files ending in ${endings.join(', ')}.`,
    );
  }
  const names = [...expected.keys()].sort(byCodePoint);
  if (uptake !== null) refuseMissingPets(names, uptake, pets ?? '');
  const cases = names.map((name) => ({
    name,
    reference: expected.get(name)!,
    prediction: predicted.get(name) ?? null,
    pet: uptake?.get(name) ?? null,
  }));
  const extra = [...predicted.keys()].filter((name) => !expected.has(name)).sort(byCodePoint);
  return { cases, extra };
}

/** A file's name without the ending of an image; null for other files. */
export function caseName(file: string): string | null {
  const ending = endings.find((ending) => file.toLowerCase().endsWith(ending));
  return ending === undefined ? null : file.slice(0, -ending.length);
}

/**
 * The one-file images of a folder by their names without ending.
 *
 * @throws InputError when it cannot be read, or two files have the same name but for the ending
 */
export async function imagesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: Error) => {
    throw new InputError(`${folder} cannot be read as a folder (${cause.message}).`, { cause });
  });
  const images = new Map<string, string>();
  for (const entry of entries.sort((a, b) => byCodePoint(a.name, b.name))) {
    if (entry.isDirectory() || entry.name.startsWith('.')) continue;
    refuseDetached(folder, entry.name);
    const name = caseName(entry.name);
    if (name === null) continue;
    const path = join(folder, entry.name);
    const twin = images.get(name);
    if (twin !== undefined) {
      throw new InputError(
        `${twin} and ${path} are both case "${name}". Which one counts is not for autopet to guess: remove one.`,
      );
    }
    images.set(name, path);
  }
  return images;
}

function refuseDetached(folder: string, file: string): void {
  if (!/\.(mhd|nhdr|hdr)$/i.test(file)) return;
  throw new InputError(
    `${join(folder, file)} keeps its voxels in another file. Convert it to one file, .mha or .nii.gz.`,
  );
}

function refuseMissingPets(
  names: readonly string[],
  pets: ReadonlyMap<string, string>,
  folder: string,
): void {
  const missing = names.filter((name) => !pets.has(name));
  if (missing.length === 0) return;
  throw new InputError(
    `${folder} has no PET for ${missing.length} case(s): ${listed(missing)}. Expected files named as the references.`,
  );
}
