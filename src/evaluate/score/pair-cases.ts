import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { oneFileEndings } from '../../files/endings.js';
import { imagesIn } from '../../files/images-in.js';
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
      `${references} holds no reference mask. Expected files ending in ${oneFileEndings.join(', ')}.`,
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
