import type { Components } from '../../array/connected-components.js';
import type { PlannedFile } from '../../files/write-together.js';
import { type Geometry, voxelCount } from '../../image/volume.js';
import { volumeFile } from '../../image/write/write-volume.js';
import { instanceLabels } from '../../lesions/instance-labels.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import type { Complete, ResultOptions } from '../options/segment-options.js';
import { lesionFile } from './lesion-file.js';
import { lesionRow } from './lesion-row.js';

/** What was found, as far as files tell of it. */
export interface ResultParts {
  /** Of the components. */
  readonly mask: Geometry;
  readonly components: Components;
  readonly measured: MeasuredLesions;
}

/**
 * The files that tell what was found, as far as they are asked for; the report is written by its own means, last.
 *
 * @throws InputError for more lesions than can be numbered
 */
export function resultFiles(
  { lesions, instances }: Complete<ResultOptions>,
  { mask, components, measured }: ResultParts,
): PlannedFile[] {
  const files: PlannedFile[] = [];
  if (lesions !== null) files.push(lesionFile(lesions, measured.lesions.map(lesionRow)));
  if (instances !== null) {
    const { size, spacing, origin, direction } = mask;
    const data = instanceLabels(components, measured.lesions, voxelCount(size));
    files.push(volumeFile(instances, { size, spacing, origin, direction, data }));
  }
  return files;
}
