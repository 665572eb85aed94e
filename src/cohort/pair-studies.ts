import { basename, join } from 'node:path';
import { InputError } from '../errors.js';
import { byCodePoint } from '../files/by-code-point.js';
import { oneFileEndings } from '../files/endings.js';
import { imagesIn } from '../files/images-in.js';
import { listed } from '../files/listed.js';
import type { Log } from '../log.js';
import type { StudyFiles } from './cohort-study.js';

/**
 * Pairs the PETs of a folder with the CTs of another by file name; `.mha` and `.nii.gz` may mix. A CT
 * without a PET is passed over, which the log is told; a PET without a CT is a study that will fail.
 *
 * @param cts null for PETs alone
 * @returns studies in the order of their names
 * @throws InputError when a folder cannot be read or holds no PET, or no PET has a CT
 */
export async function pairStudies(
  pets: string,
  cts: string | null,
  log: Log,
): Promise<readonly StudyFiles[]> {
  const [uptake, density] = await Promise.all([
    imagesIn(pets),
    cts === null ? null : imagesIn(cts),
  ]);
  if (uptake.size === 0) {
    throw new InputError(
      `${pets} holds no PET. Expected files ending in ${oneFileEndings.join(', ')}.`,
    );
  }
  const names = [...uptake.keys()].sort(byCodePoint);
  if (density !== null && !names.some((name) => density.has(name))) {
    throw new InputError(
      `${cts} has no CT for any of ${names.length} PET(s): ${listed(names)}. Expected files named as the PETs.`,
    );
  }
  const others = [...(density?.keys() ?? [])].filter((name) => !uptake.has(name)).sort(byCodePoint);
  if (others.length > 0) {
    log.warn(
      { cts: others },
      `${others.length} CT(s) left out, for which ${pets} has no PET of the same name: ${listed(others)}`,
    );
  }
  return names.map((name) => ({
    name,
    pet: uptake.get(name)!,
    // Where one would be looked for: a study without it fails, and the others do not.
    ct: density && (density.get(name) ?? join(cts!, basename(uptake.get(name)!))),
  }));
}
