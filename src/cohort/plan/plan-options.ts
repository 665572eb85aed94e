import { z } from 'zod';
import type { SuvThreshold } from '../../lesions/suv-threshold.js';
import type { Log } from '../../log.js';
import type { FoldChoice } from '../../nnunet/model/find-folds.js';
import * as field from '../../options/fields.js';
import type { Device } from '../../runtime/device.js';
import type { Precision } from '../../runtime/precision.js';
import {
  configuration,
  folds,
  lesionLabel,
  suvThreshold,
} from '../../segment/options/options-schema.js';
import { type Tta, ttaChoices } from '../../segment/predict/plan-passes.js';
import type { PetUnit } from '../../suv/pet-unit.js';
import { petUnit } from '../../suv/uptake-fields.js';

/** How a cohort is planned. All but `output` may be left out. */
export interface PlanOptions {
  /** Folder for the plan and, later, for what is made of it. */
  readonly output: string;
  /** How many shards. Default: so many that each has about twelve studies. */
  readonly shards?: number | null | undefined;
  /** Takes the place of another plan. Results of that one stay and are used where they hold. Default: no. */
  readonly replace?: boolean | null | undefined;
  /** An nnU-Net model folder, by a path that the nodes have too. Default: the bundled weights. */
  readonly model?: string | null | undefined;
  /** Which configuration of several. Default: the only one. */
  readonly configuration?: string | null | undefined;
  readonly folds?: FoldChoice | null | undefined;
  /** Names or numbers of the labels that are lesions. Default: found by name. */
  readonly lesionLabel?: readonly (string | number)[] | null | undefined;
  /** Default: `cpu`. It is not chosen by each node for itself, for masks of two devices may differ. */
  readonly device?: Device | null | undefined;
  /** Default: float16 on cuda, float32 elsewhere. */
  readonly precision?: Precision | null | undefined;
  /** Of each task. Default: as many as may be used here, at most 4. */
  readonly threads?: number | null | undefined;
  readonly tta?: Tta | null | undefined;
  readonly stepSize?: number | null | undefined;
  readonly suvThreshold?: SuvThreshold | null | undefined;
  readonly acceptInput?: boolean | null | undefined;
  readonly petUnit?: PetUnit | 'auto' | null | undefined;
  /** Of DICOM: also what an archive takes, in a folder `dicom` of each study. Default: no. */
  readonly dicomOutput?: boolean | null | undefined;
  readonly keepUids?: boolean | null | undefined;
  /** Also a page of each study, some MB. Default: no. */
  readonly pages?: boolean | null | undefined;
  readonly log?: Log | null | undefined;
}

const yesOrNo = field.optional(z.boolean(), false, 'true or false');

export const planOptionsSchema = z.strictObject({
  output: field.requiredPath('the path of a folder'),
  shards: field.wholeFrom(1, null, 10_000),
  replace: yesOrNo,
  model: field.path(null, 'a model folder'),
  configuration,
  folds,
  lesionLabel,
  device: field.choice(['cpu', 'cuda', 'webgpu'], 'cpu'),
  precision: field.choice(['float32', 'float16'], null),
  threads: field.wholeFrom(1, null, 1024),
  tta: field.choice(ttaChoices, 'auto'),
  stepSize: field.numberFrom(0.1, 1, 0.5),
  suvThreshold,
  acceptInput: yesOrNo,
  petUnit,
  dicomOutput: yesOrNo,
  keepUids: yesOrNo,
  pages: yesOrNo,
  log: field.log(),
});

/** With all defaults filled in, but for what is null by default. */
export type CompletePlanOptions = Readonly<z.output<typeof planOptionsSchema>>;
