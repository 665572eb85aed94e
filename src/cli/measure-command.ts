import { Command } from 'commander';
import { openConsole } from '../process/console.js';
import { measure } from '../segment/measure/measure.js';
import type { MeasureResult } from '../segment/measure/measure-result.js';
import { toLabel } from './options.js';
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

interface MeasureArguments
  extends UptakeArguments,
    PatientArguments,
    StudyArguments,
    ResultArguments,
    RefineArguments {
  readonly mask: string;
  readonly label?: number | 'any';
  readonly organs?: string;
  readonly organNames?: string;
  readonly acceptInput?: boolean;
  readonly dicomOutput?: string;
}

/** `autopet measure`: the lesions of a mask that is there already. */
export function measureCommand(): Command {
  const command = new Command('measure')
    .description('measure the lesions of a mask, one that was corrected by hand, say')
    .option('--pet <file>', 'PET in SUV, or see --pet-unit')
    .option('--ct <file>', 'CT in HU, on any grid that overlaps the PET')
    .requiredOption('--mask <file>', "the lesions, on the PET's grid")
    .option('--label <number>', 'which label is lesion, or any (default: any)', toLabel)
    .option('--organs <file>', "a map of organs on the PET's grid, as segment --organs writes one")
    .option(
      '--organ-names <file.json>',
      'what its labels are called (default: the .json file beside it)',
    )
    .addOption(refineOption());
  addResultOptions(command).option(
    '--dicom-output <folder>',
    'with --dicom: also write SEG, SR, RTSTRUCT and a picture for a PACS',
  );
  return addPatientOptions(addUptakeOptions(addSeriesOptions(addDicomOptions(command))))
    .option('--accept-input', 'measure even with images that look wrong (see autopet check)')
    .action(run);
}

async function run(options: MeasureArguments): Promise<void> {
  const { log } = openConsole();
  const { pet, ct, ...same } = options;
  // What is missing of image files is told by name.
  const work = async (): Promise<MeasureResult> => {
    if (!checkGiven(options)) return measure({ ...same, pet: pet!, ct, log });
    // Its libraries are large, and most studies are image files.
    const { measureDicom } = await import('../segment/measure/measure-dicom.js');
    return measureDicom({ ...same, log });
  };
  const { lesions } = await work();
  const { table: _, ...totals } = lesions;
  log.info(totals, `${lesions.count} lesion(s), ${lesions.tmtvMl.toFixed(1)} ml in all`);
}
