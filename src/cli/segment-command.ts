import { Command } from 'commander';
import { UsageError } from '../errors.js';
import { checkOutputs } from '../files/check-outputs.js';
import { bundledModel } from '../nnunet/model/bundled-model.js';
import { modelFiles } from '../nnunet/model/model-files.js';
import { openConsole } from '../process/console.js';
import { outputRoles } from '../record/run-record.js';
import { writeRecord } from '../record/write-record.js';
import { reportOf } from '../segment/report/report.js';
import type { SegmentResult } from '../segment/report/segment-result.js';
import { segment } from '../segment/segment.js';
import { inputFiles } from '../segment/study/input-files.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';
import { type RefineArguments, refineOption } from './refine-option.js';
import { addResultOptions, type ResultArguments } from './result-options.js';
import {
  addDicomOptions,
  addSeriesOptions,
  checkGiven,
  type StudyArguments,
} from './series-options.js';
import {
  addPatientOptions,
  addUptakeOptions,
  type PatientArguments,
  type UptakeArguments,
} from './uptake-options.js';

interface SegmentArguments
  extends NetworkArguments,
    UptakeArguments,
    PatientArguments,
    StudyArguments,
    ResultArguments,
    RefineArguments {
  readonly record?: string;
  readonly output: string;
  readonly probabilities?: string;
  readonly lesionMask?: string;
  readonly organs?: string;
  readonly clicks?: string;
  readonly obeyClicks?: boolean;
  readonly state?: string;
  readonly dicomOutput?: string;
  readonly stow?: string;
}

/** `autopet segment`: one study in, one mask out. */
export function segmentCommand(): Command {
  const command = new Command('segment')
    .description('find the lesions in a PET/CT study and write them as a mask')
    .option(
      '--pet <file>',
      'PET in SUV, or see --pet-unit: .mha, .mhd, .nii, .nii.gz, .nrrd or .nhdr',
    )
    .option(
      '--ct <file>',
      'CT in HU, on any grid that overlaps the PET; none for a model of PET alone',
    )
    .requiredOption(
      '--output <file>',
      'where the mask goes, on the grid of the PET: .mha, .nii.gz or .nrrd',
    )
    .option(
      '--clicks <file.json>',
      "a user's clicks or scribbles, in either of the challenge's forms",
    )
    .option(
      '--obey-clicks',
      'make the mask say what the clicks say: lesions clicked as background go, clicked tumours grow',
    )
    .option(
      '--state <folder>',
      'keeps what was found for the next iteration, for models that look at it',
    )
    .option('--probabilities <file>', 'also write the probability of the last label or region')
    .option('--lesion-mask <file>', 'also write the lesions alone, as 1')
    .option(
      '--organs <file>',
      "also write organs: the model's other labels, or the organ map that it gives beside, and their names",
    )
    .addOption(refineOption());
  addResultOptions(command)
    .option(
      '--record <file.json>',
      'also write what was run on what, for autopet verify (with --pet and --ct)',
    )
    .option(
      '--dicom-output <folder>',
      'with --dicom: also write SEG, SR, RTSTRUCT and a picture for a PACS',
    )
    .option(
      '--stow <url>',
      'with --dicom: also store these on a DICOMweb server (token: AUTOPET_DICOMWEB_TOKEN)',
    );
  addPatientOptions(addUptakeOptions(addSeriesOptions(addDicomOptions(command))));
  addNetworkOptions(command);
  return command.action(run);
}

async function run(options: SegmentArguments): Promise<void> {
  const { log, onProgress, finish } = openConsole();
  const { pet, ct, state, record, ...same } = options;
  const told = { ...same, state: state === undefined ? [] : [state], log, onProgress };
  // What is missing of image files is told by name.
  const isDicom = checkGiven(options);
  if (record !== undefined) await checkRecord(record, isDicom, options);
  const work = async (): Promise<SegmentResult> => {
    if (!isDicom) return segment({ ...told, pet: pet!, ct });
    // Its libraries are large, and most studies are image files.
    const { segmentDicom } = await import('../segment/segment-dicom.js');
    return segmentDicom(told);
  };
  const result = await work().finally(finish);
  if (record !== undefined) await writeRecord(record, { ...told, pet: pet!, ct }, result);
  const { lesions } = reportOf(result);
  const { table: _, ...totals } = lesions;
  const { count, tmtv_ml } = totals;
  log.info(
    { output: options.output, ...totals },
    `${count} lesion(s), ${tmtv_ml.toFixed(1)} ml in all, written to ${options.output} after ${result.seconds.total} s on ${result.device}`,
  );
}

async function checkRecord(
  record: string,
  isDicom: boolean,
  options: SegmentArguments,
): Promise<void> {
  if (isDicom) throw new UsageError('--record goes with --pet and --ct.');
  const { pet, ct, clicks, model = bundledModel } = options;
  await checkOutputs({
    outputs: [record, ...outputRoles.map((role) => options[role])],
    inputs: [clicks, ...(await inputFiles({ pet, ct })), ...(await modelFiles(model))],
  });
}
