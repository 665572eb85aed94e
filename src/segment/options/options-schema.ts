import { z } from 'zod';
import { seriesFields } from '../../dicom/convert/convert-options.js';
import { parseSuvThreshold, type SuvThreshold } from '../../lesions/suv-threshold.js';
import { bundledModel } from '../../nnunet/model/bundled-model.js';
import type { FoldChoice } from '../../nnunet/model/find-folds.js';
import * as field from '../../options/fields.js';
import { deviceChoices } from '../../runtime/device.js';
import { precisionChoices } from '../../runtime/precision.js';
import { patientFields, petUnit, uptakeFields } from '../../suv/uptake-fields.js';
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

/** Which labels of a model are lesions. */
export const lesionLabel = field.optional(
  z.array(z.union([z.string().min(1), z.number().int().positive()])).min(1),
  null,
  "names or numbers of labels, such as ['tumor']",
);

/** Which configuration of a model that has several. */
export const configuration = field.path(null, 'the name of a configuration, such as 3d_fullres');

/** From which SUV on voxels of lesions stay. */
export const suvThreshold = field.optional(
  z.custom<SuvThreshold>((text) => typeof text === 'string' && parseSuvThreshold(text) !== null),
  null,
  'an SUV such as 4, a share of the SUVmax of each lesion such as 41%, or liver',
);

const network = {
  model: field.path(bundledModel, 'a model folder'),
  device: field.choice(deviceChoices, 'auto'),
  precision: field.choice(precisionChoices, 'auto'),
  configuration,
  folds,
  lesionLabel,
  threads: field.wholeFrom(1, null),
  log: field.log(),
  signal: field.signal(),
};

/** What files of images are expected. */
export const images = 'the path of an .mha, .mhd, .nii, .nii.gz, .nrrd or .nhdr file';
const target = 'the path of an .mha, .nii.gz or .nrrd file';

/** Where what was found goes. */
export const resultFields = {
  report: field.path(null, 'the path of a .json file'),
  lesions: field.path(null, 'the path of a .csv file'),
  instances: field.path(null, target),
  page: field.path(null, 'the path of an .html file'),
  thumbnail: field.path(null, 'the path of a .png file'),
};

const files = {
  pet: field.requiredPath(images),
  ct: field.path(null, images),
  output: field.requiredPath(target),
  probabilities: field.path(null, target),
  lesionMask: field.path(null, target),
  organs: field.path(null, target),
  ...resultFields,
};

const server = 'the root of a DICOMweb server, such as https://pacs.example/dicom-web';

const clicks = {
  clicks: field.path(null, 'the path of a .json file'),
  obeyClicks: field.optional(z.boolean(), false, 'true or false'),
  state: field.optional(z.array(z.string().min(1)), [], 'a list of folders'),
};

/** Where a study of DICOM files lies. */
export const dicomFields = {
  dicom: field.optional(
    z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
    null,
    'the path of a folder or a .zip of DICOM files, or several of them, or of the files',
  ),
  dicomweb: field.path(null, server),
  // Its form is looked at elsewhere, where what was found is not told: it leads to a patient.
  study: field.optional(z.string(), null, 'a StudyInstanceUID'),
  keepUids: field.optional(z.boolean(), false, 'true or false'),
  ...seriesFields,
};

const passes = {
  tta: field.choice(ttaChoices, 'auto'),
  // At a tenth the tiles are a hundred times those of nnU-Net's half.
  stepSize: field.numberFrom(0.1, 1, 0.5),
  timeLimit: field.seconds(),
  suvThreshold,
  acceptInput: field.optional(z.boolean(), false, 'true or false'),
  onProgress: field.onProgress(),
};

/** Of `segment`. */
export const segmentSchema = z.strictObject({
  ...files,
  ...clicks,
  ...uptakeFields,
  ...patientFields,
  ...network,
  ...passes,
});

const dicomStudy = {
  ...dicomFields,
  dicomOutput: field.path(null, 'the path of a folder'),
  stow: field.path(null, server),
  output: files.output,
  probabilities: files.probabilities,
  lesionMask: files.lesionMask,
  organs: files.organs,
  ...resultFields,
  ...clicks,
  ...uptakeFields,
  ...patientFields,
  ...passes,
};

/** Of `segmentDicom`. */
export const segmentDicomSchema = z.strictObject({ ...dicomStudy, ...network });

/** Of `openSegmenter`. */
export const segmenterSchema = z.strictObject(network);

/** Of a segmenter's `segment`. */
export const studySchema = z.strictObject({
  ...files,
  ...clicks,
  ...uptakeFields,
  ...patientFields,
  ...passes,
  signal: field.signal(),
});

/** Of a segmenter's `segmentDicom`. */
export const dicomStudySchema = z.strictObject({ ...dicomStudy, signal: field.signal() });

/** Of `segment-folder`, all but what says where the studies are. */
export const folderSchema = z.strictObject({
  ...network,
  ...passes,
  petUnit,
  output: field.requiredPath('the path of a folder'),
  dicomOutput: dicomStudy.dicomOutput,
  keepUids: dicomFields.keepUids,
  pages: field.optional(z.boolean(), false, 'true or false'),
  overwrite: field.optional(z.boolean(), false, 'true or false'),
});

/** Of `checkInput`. */
export const checkSchema = z.strictObject({
  pet: files.pet,
  ct: files.ct,
  ...uptakeFields,
  model: network.model,
  log: network.log,
});

/** Of `checkDicom`. */
export const checkDicomSchema = z.strictObject({
  ...dicomFields,
  ...uptakeFields,
  model: network.model,
  log: network.log,
});
