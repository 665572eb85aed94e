import { writeFileWhole } from '../../files/write-file-whole.js';
import type { PlannedFile } from '../../files/write-together.js';
import { voxelCount } from '../../image/volume.js';
import { volumeFile } from '../../image/write/write-volume.js';
import { instanceLabels } from '../../lesions/instance-labels.js';
import type { PageContent } from '../../page/page-content.js';
import { renderStudyPage } from '../../page/render-study-page.js';
import { encodePng } from '../../picture/encode-png.js';
import { renderThumbnail } from '../../picture/render-thumbnail.js';
import type { Complete, ResultOptions } from '../options/segment-options.js';
import type { Study } from '../study/read-study.js';
import type { StudyLesions } from './find-lesions.js';
import { lesionFile } from './lesion-file.js';

/** What was found, as far as files tell of it. */
export interface ResultParts {
  readonly study: Study;
  readonly found: StudyLesions;
  /** What a page tells, but for its images. Asked for when the page is written. */
  readonly pageText: () => Omit<PageContent, 'images'>;
}

/**
 * The files that tell what was found, as far as they are asked for; the report is written by its own means, last.
 *
 * @throws InputError for more lesions than can be numbered
 */
export function resultFiles(
  { lesions, instances, page, thumbnail }: Complete<ResultOptions>,
  { study, found, pageText }: ResultParts,
): PlannedFile[] {
  const files: PlannedFile[] = [];
  if (lesions !== null) files.push(lesionFile(lesions, found.lesions.table));
  if (thumbnail !== null) {
    const picture = (): Uint8Array => encodePng(renderThumbnail(study.pet, found.mask.data));
    files.push({ path: thumbnail, write: (partial) => writeFileWhole(partial, picture()) });
  }
  if (instances === null && page === null) return files;
  const { size, spacing, origin, direction } = study.pet;
  const labels = instanceLabels(found.components, found.measured.lesions, voxelCount(size));
  if (instances !== null) {
    files.push(volumeFile(instances, { size, spacing, origin, direction, data: labels }));
  }
  if (page !== null) {
    const write = (partial: string): Promise<void> =>
      writeFileWhole(
        partial,
        renderStudyPage({ ...pageText(), images: { pet: study.pet, ct: study.ct, labels } }),
      );
    files.push({ path: page, write });
  }
  return files;
}
