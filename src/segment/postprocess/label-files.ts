import { writeJson } from '../../files/write-json.js';
import type { PlannedFile } from '../../files/write-together.js';
import type { Volume } from '../../image/volume.js';
import { volumeFile } from '../../image/write/write-volume.js';
import type { OrganMap } from '../../lesions/organ-map.js';
import type { LesionLabels } from '../../nnunet/model/lesion-labels.js';
import { organNamesPath } from '../organs/organ-names-path.js';
import { organMask } from './organ-mask.js';

/** Where masks go; null for nowhere. */
export interface LabelFiles {
  readonly output: string;
  readonly lesionMask: string | null;
  readonly organs: string | null;
}

/** What was found in a study, on the PET's grid. */
export interface StudyMasks {
  /** All labels of dataset.json. */
  readonly mask: Volume<Uint8Array>;
  /** 1 in lesions. */
  readonly lesions: Volume<Uint8Array>;
  /** From a second output of the network; null where it has none. */
  readonly organs: OrganMap | null;
}

/**
 * The files that a mask of all labels becomes: all labels or, where lesions were chosen, these alone; the lesions; the organs, which are the
 * other labels or what the network tells beside them, without lesions, and what they are called.
 */
export function labelFiles(
  { output, lesionMask, organs }: LabelFiles,
  { mask, lesions, organs: beside }: StudyMasks,
  labels: LesionLabels,
): PlannedFile[] {
  const files = [volumeFile(output, labels.isChosen ? lesions : mask)];
  if (lesionMask !== null) files.push(volumeFile(lesionMask, lesions));
  if (organs !== null) {
    const data = beside
      ? beside.labels.map((value, i) => (lesions.data[i] === 0 ? value : 0))
      : organMask(mask.data, labels);
    files.push(volumeFile(organs, { ...mask, data }));
    const told = beside?.organs ?? labels.others;
    const names = Object.fromEntries(told.map(({ value, name }) => [value, name]));
    files.push({ path: organNamesPath(organs), write: (partial) => writeJson(partial, names) });
  }
  return files;
}
