import { Command } from 'commander';
import { convertDicom } from '../dicom/convert/convert-dicom.js';
import { openConsole } from '../process/console.js';
import { addSeriesOptions, type SeriesArguments } from './series-options.js';
import { addUptakeOptions, type UptakeArguments } from './uptake-options.js';

interface DicomArguments extends SeriesArguments, UptakeArguments {
  readonly petOutput?: string;
  readonly ctOutput?: string;
  readonly ctOnPet?: string;
  readonly imagesTr?: string;
  readonly case?: string;
  readonly report?: string;
}

/** `autopet dicom`: what is in a folder of DICOM files, and PET and CT out of it. */
export function dicomCommand(): Command {
  const command = new Command('dicom')
    .description(
      'say of every DICOM series in a folder what it is; convert PET to SUV and CT to HU',
    )
    .argument('<folder>', 'a folder or .zip of DICOM files, at any depth and under any names')
    .option('--pet-output <file>', 'write the PET in SUV: .nii.gz, .mha or .nrrd')
    .option('--ct-output <file>', 'write the CT in HU')
    .option('--ct-on-pet <file>', "write the CT on the PET's grid")
    .option(
      '--imagesTr <folder>',
      "write both as nnU-Net names them: <case>_0000.nii.gz the CT on the PET's grid, _0001 the PET",
    )
    .option('--case <name>', 'for --imagesTr (default: study- and a hash)')
    .option('--report <file.json>', 'also write the table and what gave the SUV');
  return addUptakeOptions(addSeriesOptions(command)).action(run);
}

async function run(folder: string, { case: caseName, ...options }: DicomArguments): Promise<void> {
  const { log } = openConsole();
  await convertDicom({ folder, caseName, ...options, log });
}
