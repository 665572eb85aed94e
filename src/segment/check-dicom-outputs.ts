import { checkServer } from '../dicom/web/check-server.js';
import { checkStudyOutputs } from './check-study-outputs.js';
import type { Complete, SegmenterDicomOptions } from './options/segment-options.js';
import { checkDicomSource } from './study/gather-files.js';

/**
 * Checks, before any work is done, that all that comes of a DICOM study can be written, and what is said of a server.
 *
 * @throws UsageError, ResourceError
 */
export async function checkDicomOutputs(
  study: Complete<SegmenterDicomOptions> & { readonly model: string },
): Promise<void> {
  checkDicomSource(study);
  await checkStudyOutputs({ ...study, pet: null, ct: null });
  if (study.stow !== null) checkServer(study.stow, process.env);
}
