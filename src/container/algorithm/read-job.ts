import { bundledModel } from '../../nnunet/model/bundled-model.js';
import type { PrecisionChoice } from '../../runtime/precision.js';
import { type AlgorithmSettings, readAlgorithmSettings } from './algorithm-settings.js';
import { findModel } from './find-model.js';
import { type ModelSettings, readModelSettings } from './model-settings.js';

/** What the container is to do, and with which model. */
export interface Job {
  readonly settings: AlgorithmSettings;
  /** Model folder. */
  readonly model: string;
  /** Of the convolutions; null for the default. */
  readonly precision: PrecisionChoice | null;
  readonly modelSettings: ModelSettings;
}

/** Where Grand Challenge unpacks a model tarball. */
const uploadedModel = '/opt/ml/model';

/** A job that fails scores nothing: what looks wrong is told, and a mask is made. The platform gives SUV. */
export const gate = { acceptInput: true, petUnit: 'suv' } as const;

/** As {@link gate}; a DICOM header says what the PET's values are. */
export const dicomGate = { acceptInput: true } as const;

/**
 * Reads the container's settings and finds its model: the one it is told, else the uploaded one, else
 * the bundled one.
 *
 * @throws UsageError, ModelError
 */
export async function readJob(environment: NodeJS.ProcessEnv): Promise<Job> {
  const settings = readAlgorithmSettings(environment);
  const model = settings.model ?? (await findModel(uploadedModel)) ?? bundledModel;
  const modelSettings = await readModelSettings(model);
  const precision = settings.precision ?? modelSettings.precision;
  return { settings, model, precision, modelSettings };
}
