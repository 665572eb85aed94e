import type { Log, OnProgress } from '../../log.js';
import { segment } from '../../segment/segment.js';
import { dicomGate, gate, readJob } from './read-job.js';
import { runStudy } from './run-study.js';

/**
 * The container's whole run for one study.
 *
 * @param environment the variables that `readAlgorithmSettings` lists
 * @throws AutopetError of the kind that fits; no file is left in the output folder then
 */
export async function runContainer(
  environment: NodeJS.ProcessEnv,
  log: Log,
  onProgress: OnProgress,
): Promise<void> {
  const { settings, model, precision, modelSettings } = await readJob(environment);
  await runStudy(
    settings,
    modelSettings,
    {
      segment: (paths) => segment({ ...paths, ...gate, model, precision, log, onProgress }),
      segmentDicom: async (paths) => {
        // Its libraries are large, and most jobs have image files.
        const { segmentDicom } = await import('../../segment/segment-dicom.js');
        return segmentDicom({ ...paths, ...dicomGate, model, precision, log, onProgress });
      },
    },
    log,
  );
}
