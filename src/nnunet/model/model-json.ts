import { z } from 'zod';
import { mirrorAxesSchema } from '../checkpoint/mirror-axes-schema.js';
import { calibrationSchema } from './calibration.js';
import { channelRoles } from './channels.js';
import { clicksJsonSchema } from './clicks/clicks-json.js';

// One letter each of L/R, P/A and S/I, in any order.
const orientation = /^(?=.*[LR])(?=.*[PA])(?=.*[SI])[LRPASI]{3}$/;

const label = z.union([z.string().min(1), z.number().int().positive()]);

/**
 * `model.json`, optional, beside plans.json: only what nnU-Net's own files lack.
 */
export const modelJsonSchema = z.looseObject({
  /** Array axes (after transposing) the network may be mirrored along at test time. */
  mirror_axes: mirrorAxesSchema.nullish(),
  /** Class name of the trainer, for weights that do not say. */
  trainer: z.string().nullish(),
  /** Configuration of plans.json that the weights belong to. */
  configuration: z.string().nullish(),
  /** What each channel shows, in network order, where the names in dataset.json do not tell or are not all. */
  channels: z.array(z.enum(channelRoles)).nullish(),
  /** How clicks become channels, where nothing else tells: src/nnunet/model/clicks/clicks-json.ts. */
  clicks: clicksJsonSchema.nullish(),
  /** Orientation the network expects the voxels in, such as `LPS`; default: as stored. */
  orientation: z
    .string()
    .regex(orientation, 'expected one letter each of L/R, P/A and S/I, such as LPS or RAS')
    .nullish(),
  /** Tracers of the PETs that it was trained with, such as `FDG`. */
  tracers: z.array(z.string().min(1)).nullish(),
  /** Which labels of dataset.json are lesions, by name or number, where names do not tell; a mask holds them alone then. */
  lesion_label: z.union([label, z.array(label).min(1)]).nullish(),
  /** Classes of the network's second output, `organs`: names of organs, null for what is none; the first is what lies outside. */
  organs: z
    .tuple([z.null()], z.string().min(1).nullable())
    .refine((classes) => classes.length <= 256, 'expected no more than 256 classes')
    .nullish(),
  /** Lesion voxels with less uptake than this (SUV, g/ml) are dropped. */
  suv_floor: z.number().nonnegative().nullish(),
  /** Lesions (18-connected) smaller than this (ml) are dropped. */
  minimum_lesion_volume_ml: z.number().nonnegative().nullish(),
  /** From each volume (ml) on, a lesion is dropped unless it somewhere reaches this probability. */
  lesion_certainty: z
    .array(
      z
        .object({ from_ml: z.number().nonnegative(), probability: z.number().gt(0.5).lt(1) })
        .strict(),
    )
    .nullish(),
  /** What certainties are worth on bodies whose truth is known. */
  calibration: calibrationSchema.nullish(),
  /** Settings of the container that runs the model: src/container/algorithm/model-settings.ts. */
  container: z.unknown().optional(),
  licence: z.string().nullish(),
  provenance: z.unknown().optional(),
  /** SHA-256 of files in the folder, by relative path; checked when the model is loaded. */
  sha256: z.record(z.string(), z.string()).nullish(),
});

/** What model.json says that nothing here reads: a misspelt setting, say. */
export function strangersIn(json: ModelJson): readonly string[] {
  return Object.keys(json).filter((key) => !Object.hasOwn(modelJsonSchema.shape, key));
}

/** The content of model.json. */
export type ModelJson = z.infer<typeof modelJsonSchema>;
