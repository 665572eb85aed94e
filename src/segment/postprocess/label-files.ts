import { writeJson } from '../../files/write-json.js';
import type { PlannedFile } from '../../files/write-together.js';
import type { Volume } from '../../image/volume.js';
import { volumeFile } from '../../image/write/write-volume.js';
import type { LesionLabels } from '../../nnunet/model/lesion-labels.js';
import { organNamesPath } from '../organs/organ-names-path.js';
import { organMask } from './organ-mask.js';

/** Where masks go; null for nowhere. */
export interface LabelFiles {
  readonly output: string;
  readonly lesionMask: string | null;
  readonly organs: string | null;
}

/**
 * The files that a mask of all labels becomes: all labels or, where lesions were chosen, these alone; the lesions; the others, and what
 * they are called.
 *
 * @param lesions 1 in lesions
 */
export function labelFiles(
  { output, lesionMask, organs }: LabelFiles,
  mask: Volume<Uint8Array>,
  lesions: Volume<Uint8Array>,
  labels: LesionLabels,
): PlannedFile[] {
  const files = [volumeFile(output, labels.isChosen ? lesions : mask)];
  if (lesionMask !== null) files.push(volumeFile(lesionMask, lesions));
  if (organs !== null) {
    files.push(volumeFile(organs, { ...mask, data: organMask(mask.data, labels) }));
    const names = Object.fromEntries(labels.others.map(({ value, name }) => [value, name]));
    files.push({ path: organNamesPath(organs), write: (partial) => writeJson(partial, names) });
  }
  return files;
}
