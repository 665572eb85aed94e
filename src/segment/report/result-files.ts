import type { Components } from '../../array/connected-components.js';
import { writeFileWhole } from '../../files/write-file-whole.js';
import type { PlannedFile } from '../../files/write-together.js';
import { voxelCount } from '../../image/volume.js';
import { volumeFile } from '../../image/write/write-volume.js';
import { instanceLabels } from '../../lesions/instance-labels.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import type { PageContent } from '../../page/page-content.js';
import { renderStudyPage } from '../../page/render-study-page.js';
import { encodePng } from '../../picture/encode-png.js';
import { renderThumbnail } from '../../picture/render-thumbnail.js';
import type { Complete, ResultOptions } from '../options/segment-options.js';
import type { Study } from '../study/read-study.js';
import { lesionFile } from './lesion-file.js';
import type { LesionRow } from './lesion-row.js';

/** What was found, as far as files tell of it. */
export interface ResultParts {
  readonly study: Study;
  /** Of the mask on the study's grid. */
  readonly components: Components;
  readonly measured: MeasuredLesions;
  readonly table: readonly LesionRow[];
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
  { study, components, measured, table, pageText }: ResultParts,
): PlannedFile[] {
  const files: PlannedFile[] = [];
  if (lesions !== null) files.push(lesionFile(lesions, table));
  if (thumbnail !== null) {
    const picture = (): Uint8Array =>
      encodePng(renderThumbnail(study.pet, lesionVoxels(components, study.pet.data.length)));
    files.push({ path: thumbnail, write: (partial) => writeFileWhole(partial, picture()) });
  }
  if (instances === null && page === null) return files;
  const { size, spacing, origin, direction } = study.pet;
  const labels = instanceLabels(components, measured.lesions, voxelCount(size));
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

/** 1 in all components, else 0. */
function lesionVoxels({ start, length }: Components, voxels: number): Uint8Array {
  const data = new Uint8Array(voxels);
  for (const [run, from] of start.entries()) data.fill(1, from, from + length[run]!);
  return data;
}
