import { makeObjects } from '../../dicom/write/make-objects.js';
import { objectsFolder } from '../../dicom/write/write-dicom-results.js';
import { parseOptions } from '../../options/parse-options.js';
import type { Complete } from '../options/segment-options.js';
import { checkDicomSource } from '../study/gather-files.js';
import { openDicomStudy } from '../study/open-dicom-study.js';
import { checkMeasureOutputs } from './check-measure-outputs.js';
import { checkOrgans } from './check-organs.js';
import { type MeasureDicomOptions, measureDicomSchema } from './measure-options.js';
import type { MeasureResult } from './measure-result.js';
import { measureStudy } from './measure-study.js';

/**
 * As `measure`, of the study in a folder of DICOM files; the mask lies on the PET's slices. SEG, SR, RTSTRUCT and a picture of it
 * can be made for an archive.
 *
 * @throws as `measure`; its message names no file of the study, no UID and no patient
 */
export async function measureDicom(given: MeasureDicomOptions): Promise<MeasureResult> {
  const options: Complete<MeasureDicomOptions> = parseOptions(measureDicomSchema, given);
  const { dicomOutput } = options;
  checkDicomSource(options);
  checkOrgans(options);
  await checkMeasureOutputs({ ...options, pet: null, ct: null });
  const opened = await openDicomStudy(options, true, options.log);
  try {
    return await measureStudy(opened, options, async (found) =>
      dicomOutput === null
        ? []
        : [
            objectsFolder(
              dicomOutput,
              await makeObjects({ source: opened.dicom!.source, ...found }),
            ),
          ],
    );
  } finally {
    await opened.close();
  }
}
