import { silentLog } from '../log.js';
import type { Report } from '../segment/report/report.js';
import { readSidecar } from '../suv/read-sidecar.js';
import { version } from '../version.js';
import { type CohortStudy, isDicom } from './cohort-study.js';
import type { Conditions } from './finished-report.js';
import type { CompleteStudiesOptions } from './studies-options.js';
import { sumInput, sumNameless } from './sum-input.js';

/**
 * Gathers what the mask of a study hangs on.
 *
 * @throws InputError when an image is not there or its header cannot be used
 */
export async function studyConditions(
  study: CohortStudy,
  model: Report['model'],
  options: CompleteStudiesOptions,
): Promise<Conditions> {
  const { tta, stepSize, timeLimit, acceptInput, petUnit, lesionLabel } = options;
  const { device, precision, threads, suvThreshold } = options;
  return {
    autopet: version,
    model,
    inputs: await inputsOf(study),
    settings: {
      tta,
      step_size: stepSize,
      time_limit: timeLimit,
      accept_input: acceptInput,
      pet_unit: petUnit,
      lesion_label: lesionLabel,
      suv_threshold: suvThreshold,
      device,
      precision,
      threads,
    },
  };
}

async function inputsOf(study: CohortStudy): Promise<Conditions['inputs']> {
  if (isDicom(study)) return { dicom: await sumNameless(study.images) };
  const { pet, ct } = study;
  const [petSums, ctSums] = await Promise.all([sumInput(pet), ct === null ? [] : sumInput(ct)]);
  return { pet: petSums, ct: ctSums, sidecar: await readSidecar(pet, silentLog) };
}
