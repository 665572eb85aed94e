import { z } from 'zod';
import { bundledModel } from '../../nnunet/model/bundled-model.js';
import type { FoldChoice } from '../../nnunet/model/find-folds.js';
import * as field from '../../options/fields.js';
import { deviceChoices } from '../../runtime/device.js';
import { findNuclide, nuclideNames } from '../../suv/find-nuclide.js';
import { decayCorrections } from '../../suv/find-times.js';
import { parseClockTime } from '../../suv/parse-clock-time.js';
import { petUnits } from '../../suv/pet-unit.js';
import { plausibleDoseMbq, plausibleWeightKg } from '../../suv/plausible.js';
import { ttaChoices } from '../predict/plan-passes.js';

const foldNames = z
  .array(z.string().regex(/^(\d+|all)$/))
  .min(1)
  .refine((names) => new Set(names).size === names.length);
const foldChoice: z.ZodType<FoldChoice> = z.union([z.literal(['auto', 'all']), foldNames]);

/** Which folds of a model. */
export const folds = field.optional(
  foldChoice,
  'auto',
  "auto, all, or fold numbers such as ['0', '1'], each once",
);

const network = {
  model: field.path(bundledModel, 'a model folder'),
  device: field.choice(deviceChoices, 'auto'),
  folds,
  threads: field.wholeFrom(1, null),
  log: field.log(),
  signal: field.signal(),
};

const image = 'the path of an .mha, .mhd, .nii, .nii.gz, .nrrd or .nhdr file';
const target = 'the path of an .mha, .nii.gz or .nrrd file';

const files = {
  pet: field.requiredPath(image),
  ct: field.requiredPath(image),
  output: field.requiredPath(target),
  probabilities: field.path(null, target),
  report: field.path(null, 'the path of a .json file'),
};

const clockTime = field.optional(
  z.string().refine((text) => parseClockTime(text) !== null),
  null,
  "a time as DICOM's TM or DT or ISO 8601 has it, such as 103100, 10:31 or 2024-03-05T10:31:00+01:00",
);

const petUnit = field.choice(['auto', ...petUnits], 'auto');

/** What is said of one PET. */
const uptake = {
  petUnit,
  weight: field.numberFrom(...plausibleWeightKg, null, ' (kg)'),
  dose: field.numberFrom(...plausibleDoseMbq, null, ' (MBq)'),
  injectionTime: clockTime,
  scanTime: clockTime,
  nuclide: field.optional(
    z.string().refine((name) => findNuclide(name) !== null),
    null,
    `one of ${nuclideNames.join(', ')}`,
  ),
  decayCorrection: field.choice(decayCorrections, null),
};

const passes = {
  tta: field.choice(ttaChoices, 'auto'),
  // At a tenth the tiles are a hundred times those of nnU-Net's half.
  stepSize: field.numberFrom(0.1, 1, 0.5),
  timeLimit: field.seconds(),
  acceptInput: field.optional(z.boolean(), false, 'true or false'),
  onProgress: field.onProgress(),
};

/** Of `segment`. */
export const segmentSchema = z.strictObject({ ...files, ...uptake, ...network, ...passes });

/** Of `openSegmenter`. */
export const segmenterSchema = z.strictObject(network);

/** Of a segmenter's `segment`. */
export const studySchema = z.strictObject({
  ...files,
  ...uptake,
  ...passes,
  signal: field.signal(),
});

/** Of `segment-folder`, all but what says where the studies are. */
export const folderSchema = z.strictObject({
  ...network,
  ...passes,
  petUnit,
  output: field.requiredPath('the path of a folder'),
  overwrite: field.optional(z.boolean(), false, 'true or false'),
});

/** Of `checkInput`. */
export const checkSchema = z.strictObject({
  pet: files.pet,
  ct: files.ct,
  ...uptake,
  model: network.model,
  log: network.log,
});
