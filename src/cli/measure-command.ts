import { Command } from 'commander';
import { openConsole } from '../process/console.js';
import { measure } from '../segment/measure/measure.js';
import { measureDicom } from '../segment/measure/measure-dicom.js';
import { toLabel } from './options.js';
import { addResultOptions, type ResultArguments } from './result-options.js';
import { addSeriesOptions, checkGiven, type SeriesArguments } from './series-options.js';
import { addUptakeOptions, type UptakeArguments } from './uptake-options.js';

interface MeasureArguments extends UptakeArguments, SeriesArguments, ResultArguments {
  readonly pet?: string;
  readonly ct?: string;
  readonly dicom?: string;
  readonly mask: string;
  readonly label?: number | 'any';
  readonly acceptInput?: boolean;
  readonly dicomOutput?: string;
}

/** `autopet measure`: the lesions of a mask that is there already. */
export function measureCommand(): Command {
  const command = new Command('measure')
    .description('measure the lesions of a mask, one that was corrected by hand, say')
    .option('--pet <file>', 'PET in SUV, or see --pet-unit')
    .option('--ct <file>', 'CT in HU, on any grid that overlaps the PET')
    .option(
      '--dicom <folder>',
      'both, from a folder or .zip of DICOM files, in place of --pet and --ct',
    )
    .requiredOption('--mask <file>', "the lesions, on the PET's grid")
    .option('--label <number>', 'which label is lesion, or any (default: any)', toLabel);
  addResultOptions(command).option(
    '--dicom-output <folder>',
    'with --dicom: also write SEG, SR, RTSTRUCT and a picture for a PACS',
  );
  return addUptakeOptions(addSeriesOptions(command))
    .option('--accept-input', 'measure even with images that look wrong (see autopet check)')
    .action(run);
}

async function run(options: MeasureArguments): Promise<void> {
  const { log } = openConsole();
  const { pet, ct, dicom, petSeries, ctSeries, frame, keepUids, dicomOutput, ...same } = options;
  checkGiven(options);
  const series = { petSeries, ctSeries, frame, keepUids };
  const { lesions } =
    dicom === undefined
      ? // What is missing is told by name.
        await measure({ ...same, pet: pet!, ct, log })
      : await measureDicom({ ...same, ...series, dicom, dicomOutput, log });
  const { table: _, ...totals } = lesions;
  log.info(totals, `${lesions.count} lesion(s), ${lesions.tmtvMl.toFixed(1)} ml in all`);
}
