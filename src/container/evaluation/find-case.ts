import { InputError } from '../../errors.js';
import { isSameCase } from '../../evaluate/score/same-case.js';
import { caseName } from '../../files/images-in.js';
import { listed } from '../../files/listed.js';
import type { Job } from './read-predictions.js';

/**
 * Finds the case that a job is about, by the names which its input images were given when they were
 * uploaded. Endings do not count; where no name fits as it is, a suffix such as `_0000`, `_pet` or
 * `_seg`, upper case and the form of Unicode do not count either.
 *
 * @param cases names of the reference masks, without ending
 * @param slug input socket whose name counts; null: any that fits
 * @throws InputError when no case fits, or more than one
 */
export function findCase(job: Job, cases: readonly string[], slug: string | null): string {
  const given = job.inputs
    .filter((input) => slug === null || input.slug === slug)
    .flatMap(({ name }) => (name === null ? [] : [(caseName(name) ?? name).normalize()]));
  const names = [...new Set(given)];
  const exact = cases.filter((each) => names.includes(each));
  const near = cases.filter((each) => names.some((name) => isSameCase(each, name)));
  const found = exact.length > 0 ? exact : near;
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
