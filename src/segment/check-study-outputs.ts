import { checkOutputs } from '../files/check-outputs.js';
import { checkMaskName } from '../image/write/write-volume.js';
import { sidecarBeside } from '../suv/read-sidecar.js';
import type { Complete, ResultOptions, StudyOptions } from './options/segment-options.js';

type StudyFiles = Pick<Complete<StudyOptions>, 'output' | 'probabilities' | keyof ResultOptions> & {
  /** Null where they are no single files. */
  readonly pet: string | null;
  readonly ct: string | null;
  /** A folder that is written as a whole. */
  readonly dicomOutput?: string | null;
};

/**
 * Checks, before any work is done, that all files of a study can be written.
 *
 * @throws UsageError, ResourceError as {@link checkOutputs}
 */
export async function checkStudyOutputs(files: StudyFiles): Promise<void> {
  const { pet, ct, output, probabilities, report, lesions, instances, dicomOutput } = files;
  checkMaskName(output);
  if (probabilities !== null) checkMaskName(probabilities);
  if (instances !== null) checkMaskName(instances);
  await checkOutputs({
    outputs: [output, probabilities, report, lesions, instances],
    folders: [dicomOutput],
    inputs: [pet, ct, pet === null ? null : await sidecarBeside(pet)],
  });
}
