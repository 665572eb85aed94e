import { join } from 'node:path';
import { type CohortStudy, isDicom } from './cohort-study.js';

/** Where what is made of a study goes. */
export interface StudyPlaces {
  /** The folder of this study alone, which takes its place as a whole; null where all studies share one. */
  readonly folder: string | null;
  readonly mask: string;
  /** What was found, and under which conditions: with it the study is done. */
  readonly report: string;
  /** A page to look at; null where none is made. */
  readonly page: string | null;
  /** A small picture for an index; null where none is made. */
  readonly thumbnail: string | null;
  /** A folder for what an archive takes; null where none is made. */
  readonly objects: string | null;
}

/** `<study>.mha`, `<study>.json`, and with pages `<study>.html` and `<study>.png` side by side in one folder, as `segment-folder` has them. */
export function flatPlaces(
  output: string,
  dicomOutput: string | null,
  withPages: boolean,
  study: CohortStudy,
): StudyPlaces {
  return {
    folder: null,
    mask: join(output, `${study.name}.mha`),
    report: join(output, `${study.name}.json`),
    page: withPages ? join(output, `${study.name}.html`) : null,
    thumbnail: withPages ? join(output, `${study.name}.png`) : null,
    objects: dicomOutput === null || !isDicom(study) ? null : join(dicomOutput, study.name),
  };
}

/** `mask.mha`, `done.json`, `thumbnail.png`, and on demand `page.html` and `dicom/`, in a folder of the study's own. */
export function ownPlaces(
  folder: string,
  withObjects: boolean,
  withPages: boolean,
  study: CohortStudy,
): StudyPlaces {
  return {
    folder,
    mask: join(folder, 'mask.mha'),
    report: join(folder, 'done.json'),
    page: withPages ? join(folder, 'page.html') : null,
    thumbnail: join(folder, 'thumbnail.png'),
    objects: withObjects && isDicom(study) ? join(folder, 'dicom') : null,
  };
}
