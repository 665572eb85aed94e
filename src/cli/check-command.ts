import { Command } from 'commander';
import { InputError } from '../errors.js';
import { checkOutputs } from '../files/check-outputs.js';
import { writeJson } from '../files/write-json.js';
import { bundledModel } from '../nnunet/model/bundled-model.js';
import { modelFiles } from '../nnunet/model/model-files.js';
import { openConsole } from '../process/console.js';
import { type CheckedInput, checkInput } from '../segment/check-input.js';
import { reportedSuv } from '../segment/report/reported-suv.js';
import { findingLine, refusalOf } from '../segment/study/input-check.js';
import { inputFiles } from '../segment/study/input-files.js';
import {
  addDicomOptions,
  addSeriesOptions,
  checkGiven,
  type StudyArguments,
} from './series-options.js';
import { addUptakeOptions, type UptakeArguments } from './uptake-options.js';

interface CheckArguments extends UptakeArguments, StudyArguments {
  readonly model?: string;
  readonly report?: string;
}

/** `autopet check`: would `segment` trust these images? */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('look at a PET and a CT without segmenting: SUV, HU, one body in one place')
    .option('--pet <file>', 'PET in SUV, or see --pet-unit: .mha, .mhd, .nii, .nii.gz or .nrrd')
    .option('--ct <file>', 'CT in HU, on any grid that overlaps the PET')
    .option('--model <folder>', 'nnU-Net v2 model folder (default: the bundled weights)')
    .option('--report <file.json>', 'also write the verdict and what was found');
  return addUptakeOptions(addSeriesOptions(addDicomOptions(command))).action(run);
}

async function run({ report, ...options }: CheckArguments): Promise<void> {
  const { log } = openConsole();
  const { pet, ct, ...same } = options;
  // What is missing of image files is told by name.
  const isDicom = checkGiven(options);
  await checkReport(report, options);
  const look = async (): Promise<CheckedInput> => {
    if (!isDicom) return checkInput({ ...same, pet: pet!, ct, log });
    // Its libraries are large, and most studies are image files.
    const { checkDicom } = await import('../segment/check-dicom.js');
    return checkDicom({ ...same, log });
  };
  const check = await look();
  for (const finding of check.findings) {
    log[finding.severity === 'note' ? 'info' : 'warn']({ ...finding }, findingLine(finding));
  }
  if (report !== undefined) await writeJson(report, { ...check, suv: reportedSuv(check.suv) });
  const reason = refusalOf(check);
  if (reason !== undefined) throw new InputError(`Refused. ${findingLine(reason)}`);
  log.info({ verdict: check.verdict }, `verdict: ${check.verdict}`);
}

async function checkReport(
  report: string | undefined,
  { pet, ct, model = bundledModel }: CheckArguments,
): Promise<void> {
  const inputs = [...(await inputFiles({ pet, ct })), ...(await modelFiles(model))];
  await checkOutputs({ outputs: [report], inputs });
}
