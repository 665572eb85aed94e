import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { oneFileEndings } from '../../files/endings.js';
import { listed } from '../../files/listed.js';
import { type CaseImage, caseImages } from './case-images.js';
import { matchImages } from './match-images.js';

/** The files of one case. */
export interface CaseFiles {
  /** That of the reference, without its ending. */
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
  /** Predictions whose names differ from their cases' in more than the ending, by case. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Pairs predictions, references and PETs by name; `.mha` and `.nii.gz` may mix. Hidden files and other kinds of
 * files are passed over, and folders too where there are images beside them ({@link caseImages}). Where no
 * name fits as it is, it may do without its suffix or its folder ({@link matchImages}).
 *
 * @param pets folder with a PET per case, or null
 * @returns cases in the order of their names, one per reference
 * @throws InputError when a folder cannot be read or holds no image, when two files of a folder have
 *   the same name but for the ending, when several files fit one case, or when a PET is missing
 */
export async function pairCases(
  predictions: string,
  references: string,
  pets: string | null,
): Promise<PairedCases> {
  const [predicted, expected, uptake] = await Promise.all([
    caseImages(predictions),
    caseImages(references),
    pets === null ? null : caseImages(pets),
  ]);
  if (expected.length === 0) {
    throw new InputError(
      `${references} holds no reference mask. Expected files ending in ${oneFileEndings.join(', ')}.`,
    );
  }
  const predictionOf = matchImages(expected, predicted);
  const petOf = uptake && matchImages(expected, uptake);
  if (petOf !== null) refuseMissingPets(expected, petOf, pets ?? '');
  const used = new Set(predictionOf.values());
  return {
    cases: expected.map((reference) => ({
      name: reference.name,
      reference: reference.path,
      prediction: predictionOf.get(reference)?.path ?? null,
      pet: petOf?.get(reference)?.path ?? null,
    })),
    extra: predicted.flatMap((image) => (used.has(image) ? [] : [image.name])).sort(byCodePoint),
    renamed: new Map(
      [...predictionOf]
        .filter(([reference, image]) => reference.name !== image.name)
        .map(([reference, image]) => [reference.name, image.name]),
    ),
  };
}

function refuseMissingPets(
  references: readonly CaseImage[],
  petOf: ReadonlyMap<CaseImage, CaseImage>,
  folder: string,
): void {
  const missing = references.filter((reference) => !petOf.has(reference));
  if (missing.length === 0) return;
  throw new InputError(
    `${folder} has no PET for ${missing.length} case(s): ${listed(missing.map(({ name }) => name))}. Expected files named as the references.`,
  );
}
