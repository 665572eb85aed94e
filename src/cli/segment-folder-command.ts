import { Command } from 'commander';
import { findCohort, usualNames } from '../cohort/find-cohort.js';
import { segmentStudies } from '../cohort/segment-studies.js';
import { UsageError } from '../errors.js';
import { openConsole } from '../process/console.js';
import type { PetUnit } from '../suv/pet-unit.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';
import { petUnitOption } from './uptake-options.js';

interface SegmentFolderArguments extends NetworkArguments {
  readonly studies?: string;
  readonly pet?: string;
  /** False for none. */
  readonly ct?: string | false;
  readonly dicom?: string;
  readonly output: string;
  readonly dicomOutput?: string;
  readonly keepUids?: boolean;
  readonly petUnit?: PetUnit | 'auto';
  readonly overwrite: boolean;
}

/** `autopet segment-folder`: many studies in, a mask of each and a table of lesions out. */
export function segmentFolderCommand(): Command {
  const command = new Command('segment-folder')
    .description('segment a folder of studies; goes on where an earlier run has stopped')
    .option(
      '--studies <folder>',
      'a folder for each study, at any depth; --pet and --ct name the files',
    )
    .option(
      '--pet <name>',
      `PET of a study, or without --studies a folder of PETs (default: ${usualNames.pet})`,
    )
    .option(
      '--ct <name>',
      `CT of a study, or a folder of CTs named as the PETs (default: ${usualNames.ct})`,
    )
    .option('--no-ct', 'there are PETs alone: for a model that takes no CT')
    .option('--dicom <folder>', 'studies from a folder or .zip of DICOM files, in place of these')
    .requiredOption('--output <folder>', 'where masks, reports and lesions.csv go')
    .option(
      '--dicom-output <folder>',
      'with --dicom: also write SEG, SR, RTSTRUCT and a picture of each for a PACS',
    )
    .option('--keep-uids', 'with --dicom: name studies by their UIDs, and tell those of series')
    .addOption(petUnitOption())
    .option('--overwrite', 'segment again what an earlier run has done', false);
  return addNetworkOptions(command).action(run);
}

async function run(given: SegmentFolderArguments): Promise<void> {
  const { studies, pet, ct, dicom, ...options } = given;
  checkSources(given);
  const { log, onProgress, finish } = openConsole();
  const sources = { studies, pet, ct, dicom, keepUids: options.keepUids };
  const found = await findCohort(sources, log);
  try {
    log.info({ studies: found.studies.length }, `${found.studies.length} studies`);
    await segmentStudies(found.studies, { ...options, log, onProgress }).finally(finish);
  } finally {
    await found.close();
  }
}

function checkSources(given: SegmentFolderArguments): void {
  const { studies, pet, ct, dicom, dicomOutput, keepUids } = given;
  if (dicom !== undefined && (studies ?? pet ?? ct) !== undefined) {
    throw new UsageError('--dicom stands in place of --studies, --pet and --ct: give it alone.');
  }
  if (dicom === undefined && (dicomOutput ?? keepUids) !== undefined) {
    throw new UsageError('--dicom-output and --keep-uids go with --dicom.');
  }
}
