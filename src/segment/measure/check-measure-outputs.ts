import { objectNames } from '../../dicom/write/object-names.js';
import { checkOutputs } from '../../files/check-outputs.js';
import { checkMaskName } from '../../image/write/write-volume.js';
import type { Complete, ResultOptions } from '../options/segment-options.js';
import { organNamesPath } from '../organs/organ-names-path.js';
import { inputFiles } from '../study/input-files.js';

interface MeasuredFiles extends Complete<ResultOptions> {
  readonly mask: string;
  readonly organs: string | null;
  readonly organNames: string | null;
  /** Null where they are no single files. */
  readonly pet: string | null;
  readonly ct: string | null;
  readonly dicomOutput?: string | null;
}

/**
 * Checks, before any work is done, that all that is told of a mask can be written.
 *
 * @throws UsageError, ResourceError as {@link checkOutputs}
 */
export async function checkMeasureOutputs(files: MeasuredFiles): Promise<void> {
  const {
    mask,
    organs,
    organNames,
    pet,
    ct,
    report,
    lesions,
    instances,
    page,
    thumbnail,
    dicomOutput,
  } = files;
  if (instances !== null) checkMaskName(instances);
  await checkOutputs({
    outputs: [report, lesions, instances, page, thumbnail],
    folders: [dicomOutput],
    replaced: objectNames,
    inputs: [
      organNames ?? (organs && organNamesPath(organs)),
      ...(await inputFiles({ pet, ct, mask, organs })),
    ],
  });
}
