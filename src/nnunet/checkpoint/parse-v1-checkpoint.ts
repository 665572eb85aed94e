import { z } from 'zod';
import { ModelError } from '../../errors.js';
import type { NnunetCheckpoint } from './nnunet-checkpoint.js';
import { type PickleDict, PickledTensor, type PickleValue } from './pickle-value.js';
import { plainJson } from './plain-json.js';
import { checkTrainer } from './v1/check-trainer.js';
import { convolutionsPerStage, renameV1Weights } from './v1/rename-weights.js';
import { translatePlans } from './v1/translate-plans.js';
import { v1Plans } from './v1/v1-plans.js';

/** `model_final_checkpoint.model.pkl`, which nnU-Net v1's trainer writes beside the weights. */
const infoSchema = z.looseObject({
  init: z.array(z.unknown()),
  name: z.string(),
  plans: v1Plans,
});

const weightsSchema = z.map(z.string(), z.instanceof(PickledTensor));

/** Whether an unpickled file is what nnU-Net v1's trainer saves. */
export function isV1Checkpoint(dict: PickleDict): boolean {
  return dict.has('state_dict') && dict.has('plot_stuff');
}

/**
 * Takes what inference needs out of an unpickled nnU-Net v1 checkpoint and the file beside it: weights under the names of
 * v2, plans and dataset.json as v2 has them.
 *
 * @param info content of the `.pkl` beside the checkpoint
 * @throws ModelError if one of the two is something else, or the trainer's network is not Generic_UNet as we know it
 */
export function parseV1Checkpoint(dict: PickleDict, info: PickleValue): NnunetCheckpoint {
  const weights = weightsSchema.safeParse(dict.get('state_dict'));
  const parsed = infoSchema.safeParse(plainJson(info, '.pkl file'));
  if (!weights.success || !parsed.success) {
    const issue = (weights.error ?? parsed.error)!.issues[0]!;
    throw new ModelError(
      `it is no nnU-Net v1 checkpoint with its .pkl: ${issue.path.join('.')}: ${issue.message}`,
    );
  }
  const { init, name: trainer, plans } = parsed.data;
  checkTrainer(trainer);
  const [, fold, outputFolder, , , stage] = init;
  const isCascade = /Cascade/.test(trainer);
  const { configuration, ...files } = translatePlans(plans, {
    stage: typeof stage === 'number' ? stage : null,
    isCascade,
    previousTrainer: isCascade && typeof init[8] === 'string' ? init[8] : null,
    task: taskOf(outputFolder),
    convolutions: convolutionsPerStage(weights.data.keys()),
  });
  const axes = configuration === '2d' ? [0, 1] : [0, 1, 2];
  return {
    trainerName: trainer,
    // Trainers that did not mirror say so by their names alone.
    mirrorAxes: /noMirror|noData|noDA/i.test(trainer) ? [] : axes,
    configuration,
    fold: fold === null || fold === undefined ? null : String(fold),
    plans: files.plans,
    datasetJson: files.dataset,
    stateDict: renameV1Weights(weights.data),
  };
}

/** Of the folder that the training wrote into. */
function taskOf(folder: unknown): string | null {
  return /(Task\d+_[^/\\]+)/.exec(String(folder))?.[1] ?? null;
}
