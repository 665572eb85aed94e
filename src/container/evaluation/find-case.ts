import { InputError } from '../../errors.js';
import { caseName } from '../../files/images-in.js';
import { listed } from '../../files/listed.js';
import type { Job } from './read-predictions.js';

/** What may follow a case's name: nnU-Net's channels, and words for what an image shows. */
const suffix = /[ _.-](\d{4}|pet|pt|suv|ct|ctres|seg|segmentation|gt|mask|labels?|lesions?)$/;

/**
 * Finds the case that a job is about, by the names which its input images were given when they were
 * uploaded. Endings do not count; where no name fits as it is, a suffix such as `_0000`, `_pet` or
 * `_seg` and upper case do not count either.
 *
 * @param cases names of the reference masks, without ending
 * @param slug input socket whose name counts; null: any that fits
 * @throws InputError when no case fits, or more than one
 */
export function findCase(job: Job, cases: readonly string[], slug: string | null): string {
  const given = job.inputs
    .filter((input) => slug === null || input.slug === slug)
    .flatMap(({ name }) => (name === null ? [] : [caseName(name) ?? name]));
  const names = [...new Set(given)];
  const exact = cases.filter((each) => names.includes(each));
  const keys = new Set(names.map(keyOf));
  const found = exact.length > 0 ? exact : cases.filter((each) => keys.has(keyOf(each)));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (names.length === 0) {
    const sockets = job.inputs.map((input) => input.slug).join(', ') || 'none';
    throw new InputError(
      `Job ${job.pk} has no ${slug === null ? 'input image' : `input "${slug}"`} with a name (image inputs: ${sockets}), so its case is not known.`,
    );
  }
  throw new InputError(
    only === undefined
      ? `Job ${job.pk} is about ${listed(names)}, for which there is no reference mask among ${cases.length} (such as ${listed(cases.slice(0, 3))}). Name reference masks as the images of the archive.`
      : `Job ${job.pk} is about ${listed(names)}, which fits ${found.length} reference masks: ${listed(found)}. Say which input counts with the setting input_socket, or rename them.`,
  );
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(suffix, '');
}
