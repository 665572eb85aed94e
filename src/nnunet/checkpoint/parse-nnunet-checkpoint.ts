import { z } from 'zod';
import { ModelError } from '../../errors.js';
import { mirrorAxesSchema } from './mirror-axes-schema.js';
import type { NnunetCheckpoint } from './nnunet-checkpoint.js';
import { PickledTensor, type PickleValue } from './pickle-value.js';
import { plainJson } from './plain-json.js';
import { printable } from './printable.js';

/** A residual encoder U-Net has some 1000, duplicates included. */
const mostWeights = 20_000;

/** The parts of nnUNetTrainer.save_checkpoint's dict that inference uses; old ones lack some. */
const schema = z.object({
  network_weights: z
    .map(z.string(), z.instanceof(PickledTensor))
    .refine(({ size }) => size <= mostWeights, `more than ${mostWeights} weights`),
  trainer_name: z.string().nullish(),
  inference_allowed_mirroring_axes: mirrorAxesSchema.nullish(),
  init_args: z
    .object({
      configuration: z.string().nullish(),
      fold: z.union([z.int(), z.string()]).nullish(),
      plans: z.unknown(),
      dataset_json: z.unknown(),
    })
    .nullish(),
});

/**
 * Takes what inference needs out of an unpickled nnU-Net v2 checkpoint.
 *
 * @throws ModelError if it is something else, such as a raw state dict, or if a part has the wrong type.
 */
export function parseNnunetCheckpoint(value: PickleValue): NnunetCheckpoint {
  const dict = value instanceof Map ? value : new Map<PickleValue, PickleValue>();
  if (!dict.has('network_weights')) throw notNnunet(dict);
  const initArgs = dict.get('init_args');
  const parsed = schema.safeParse({
    network_weights: dict.get('network_weights'),
    trainer_name: dict.get('trainer_name'),
    inference_allowed_mirroring_axes: dict.get('inference_allowed_mirroring_axes'),
    init_args: initArgs instanceof Map ? fieldsOfInitArgs(initArgs) : initArgs,
  });
  if (!parsed.success) throw wrongType(parsed.error);
  const { data } = parsed;
  return {
    trainerName: data.trainer_name ?? null,
    mirrorAxes: data.inference_allowed_mirroring_axes ?? null,
    configuration: data.init_args?.configuration ?? null,
    fold: data.init_args?.fold?.toString() ?? null,
    plans: data.init_args?.plans ?? null,
    datasetJson: data.init_args?.dataset_json ?? null,
    stateDict: data.network_weights,
  };
}

function fieldsOfInitArgs(initArgs: Map<PickleValue, PickleValue>): Record<string, unknown> {
  return {
    configuration: initArgs.get('configuration'),
    fold: initArgs.get('fold'),
    plans: plainJson(initArgs.get('plans') ?? null, 'init_args.plans'),
    dataset_json: plainJson(initArgs.get('dataset_json') ?? null, 'init_args.dataset_json'),
  };
}

function notNnunet(dict: Map<PickleValue, PickleValue>): ModelError {
  const keys = [...dict.keys()].filter((key) => typeof key === 'string');
  const found = keys.slice(0, 8).map(printable).join(', ') + (keys.length > 8 ? ', ...' : '');
  const isStateDict = dict.size > 0 && [...dict.values()].every((v) => v instanceof PickledTensor);
  const kind = isStateDict ? 'a raw state dict' : 'some other PyTorch file';
  return new ModelError(
    `it is ${kind}, no nnU-Net v2 checkpoint: it has no key network_weights but ${found || 'no keys'}. Use the checkpoint_final.pth that nnUNetv2_train wrote`,
  );
}

function wrongType(error: z.ZodError): ModelError {
  const issues = error.issues.slice(0, 3);
  const details = issues.map(({ path, message }) => `${printable(path.join('.'))}: ${message}`);
  return new ModelError(`it is no nnU-Net v2 checkpoint: ${details.join('; ')}`);
}
