import { asStored, type Reorientation, reorient, reorientationTo } from './image/orient.js';
import { readStudy, type Study } from './image/read-study.js';
import { checkWritable, writeVolume } from './image/write-volume.js';
import type { Log } from './log.js';
import type { FoldChoice } from './model/find-folds.js';
import { loadModel, type Model } from './model/load-model.js';
import { onPetGrid } from './postprocess/on-pet-grid.js';
import { postprocess } from './postprocess/postprocess.js';
import { deadline } from './predict/deadline.js';
import type { Tta } from './predict/plan-passes.js';
import { type Prediction, type PredictOptions, predictLogits } from './predict/predict-logits.js';
import { type NetworkInput, preprocess } from './preprocess/preprocess.js';
import { makeReport, type Report } from './report/make-report.js';
import { availableThreads } from './runtime/available-threads.js';
import type { DeviceChoice } from './runtime/device.js';
import { openEngine } from './runtime/engine.js';
import { startStageClock } from './stage-clock.js';

export interface SegmentOptions {
  /** PET in SUV (g/ml) and CT in HU: .mha, .mhd, .nii, .nii.gz or .nrrd; the grids may differ. */
  readonly pet: string;
  readonly ct: string;
  /** Where the mask goes: an .mha file. */
  readonly output: string;
  /** An nnU-Net v2 model folder. */
  readonly model: string;
  readonly device: DeviceChoice;
  readonly tta: Tta;
  readonly folds: FoldChoice;
  /** Share of the patch between neighbouring tiles, 0 < stepSize <= 1; nnU-Net's is 0.5. */
  readonly stepSize: number;
  /** Seconds the whole study may take; null for no limit. Only `tta: 'auto'` yields to it. */
  readonly timeLimit: number | null;
  /** Default: what the machine and its container allow. */
  readonly threads: number | null;
  /** Where the probability of the lesion goes, an .mha file of float32; null for nowhere. */
  readonly probabilities: string | null;
  readonly log: Log;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Segments one study: reads PET and CT, runs the model, writes the mask on the PET's grid.
 * On any failure no file is left at `output`.
 *
 * @returns what was done, how long each stage took, and what was found
 * @throws AutopetError of the kind that fits: InputError, ModelError, DeviceError, ResourceError
 */
export async function segment(options: SegmentOptions): Promise<Report> {
  const { log } = options;
  const clock = startStageClock(log);
  await checkWritable(options.output);
  if (options.probabilities !== null) await checkWritable(options.probabilities);
  const threads = options.threads ?? availableThreads();

  const model = await clock.time('model', () => loadModel(options.model, { folds: options.folds }));
  const study = await clock.time('read', () => readStudy(options.pet, options.ct, log));
  const orientation = orientationOf(study, model);
  const input = await clock.time('preprocess', () => {
    const images = { PET: reorient(study.pet, orientation), CT: reorient(study.ct, orientation) };
    const inNetworkOrder = model.modalities.map((modality) => images[modality]);
    return preprocess(inNetworkOrder, model.modalities, model.plans, model.configuration);
  });
  // What comes after the network costs about as much as what came before it.
  const due = deadline(options.timeLimit, clock.elapsed(), clock.elapsed);
  const prediction = await clock.time('network', () =>
    predict(model, input, { ...options, threads, deadline: due }),
  );
  const { mask, probability } = await clock.time('postprocess', () => {
    const segmentation = postprocess(prediction, input, model, options.probabilities !== null);
    return onPetGrid(segmentation, study, orientation, model);
  });
  await clock.time('write', async () => {
    if (options.probabilities !== null) await writeVolume(options.probabilities, probability!);
    await writeVolume(options.output, mask);
  });
  return makeReport({ options, model, prediction, threads, mask, pet: study.pet, clock });
}

/** A model that asks for an orientation gets it; others see the voxels as stored, as in nnU-Net. */
function orientationOf({ pet }: Study, model: Model): Reorientation {
  return model.orientation === null ? asStored : reorientationTo(pet, model.orientation);
}

async function predict(
  model: Model,
  input: NetworkInput,
  options: PredictOptions,
): Promise<Prediction> {
  const engine = openEngine();
  try {
    return await predictLogits(engine, model, input, options);
  } finally {
    await engine.close();
  }
}
