import { objectNames } from '../dicom/write/object-names.js';
import { checkOutputs } from '../files/check-outputs.js';
import { checkMaskName } from '../image/write/write-volume.js';
import { modelFiles } from '../nnunet/model/model-files.js';
import type { Complete, ResultOptions, StudyOptions } from './options/segment-options.js';
import { organNamesPath } from './organs/organ-names-path.js';
import { inputFiles } from './study/input-files.js';

type StudyFiles = Pick<
  Complete<StudyOptions>,
  'output' | 'probabilities' | 'lesionMask' | 'organs' | 'clicks' | keyof ResultOptions
> & {
  /** Null where they are no single files. */
  readonly pet: string | null;
  readonly ct: string | null;
  readonly model: string;
  /** A folder that is written as a whole. */
  readonly dicomOutput?: string | null;
};

/**
 * Checks, before any work is done, that all files of a study can be written.
 *
 * @throws UsageError, ResourceError as {@link checkOutputs}
 */
export async function checkStudyOutputs(files: StudyFiles): Promise<void> {
  const { pet, ct, clicks, output, probabilities, lesionMask, organs } = files;
  const { report, lesions, instances, page, thumbnail } = files;
  const masks = [output, probabilities, lesionMask, organs, instances];
  for (const mask of masks) if (mask !== null) checkMaskName(mask);
  await checkOutputs({
    outputs: [...masks, organs && organNamesPath(organs), report, lesions, page, thumbnail],
    folders: [files.dicomOutput],
    replaced: objectNames,
    inputs: [clicks, ...(await inputFiles({ pet, ct })), ...(await modelFiles(files.model))],
  });
}
