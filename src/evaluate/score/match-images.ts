import { InputError } from '../../errors.js';
import { listed } from '../../files/listed.js';
import type { CaseImage } from './case-images.js';
import { isSameCase } from './same-case.js';

/**
 * Finds the image of each reference: the one of the same name; among those that are left then, the one whose name
 * differs in no more than {@link isSameCase} allows; then the one that is so called by any of its names.
 *
 * @returns images by reference; those that have none are left out
 * @throws InputError naming the files where several fit
 */
export function matchImages(
  references: readonly CaseImage[],
  images: readonly CaseImage[],
): ReadonlyMap<CaseImage, CaseImage> {
  const found = new Map<CaseImage, CaseImage>();
  const mayStandFor = unmistakable(references);
  const namesOf = (image: CaseImage): string[] => [image.name, ...image.otherNames];
  const ways: readonly ((reference: CaseImage, image: CaseImage) => boolean)[] = [
    (reference, image) => reference.name === image.name,
    (reference, image) => isSameCase(reference.name, image.name),
    (reference, image) =>
      namesOf(reference)
        .filter(mayStandFor)
        .some((name) => namesOf(image).some((other) => isSameCase(name, other))),
  ];
  for (const fits of ways) {
    const taken = new Set(found.values());
    const left = references.filter((reference) => !found.has(reference));
    const free = images.filter((image) => !taken.has(image));
    for (const [reference, image] of pairsOf(left, free, fits)) found.set(reference, image);
  }
  return found;
}

/** Tells names that one reference alone may be called by. */
function unmistakable(references: readonly CaseImage[]): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const { name, otherNames } of references) {
    for (const each of new Set([name, ...otherNames])) {
      counts.set(each, (counts.get(each) ?? 0) + 1);
    }
  }
  return (name) => counts.get(name) === 1;
}

function pairsOf(
  references: readonly CaseImage[],
  images: readonly CaseImage[],
  fits: (reference: CaseImage, image: CaseImage) => boolean,
): (readonly [CaseImage, CaseImage])[] {
  const pairs = references.flatMap((reference) =>
    images.filter((image) => fits(reference, image)).map((image) => [reference, image] as const),
  );
  for (const [reference, image] of pairs) {
    const sameReference = pairs.filter(([each]) => each === reference).map(([, each]) => each);
    if (sameReference.length > 1) throw ambiguous(reference, sameReference);
    const sameImage = pairs.filter(([, each]) => each === image).map(([each]) => each);
    if (sameImage.length > 1) throw ambiguous(image, sameImage);
  }
  return pairs;
}

function ambiguous(image: CaseImage, others: readonly CaseImage[]): InputError {
  return new InputError(
    `${image.path} may belong to ${others.length} files by its name: ${listed(others.map(({ path }) => path))}. Which one counts is not for autopet to guess: rename or remove the others.`,
  );
}
