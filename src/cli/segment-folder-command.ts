import { Command } from 'commander';
import { findCohort } from '../cohort/find-cohort.js';
import { segmentStudies } from '../cohort/segment-studies.js';
import { openConsole } from '../process/console.js';
import type { PetUnit } from '../suv/pet-unit.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';
import { type RefineArguments, refineOption } from './refine-option.js';
import { addSourceOptions, checkSources, type SourceArguments } from './source-options.js';
import { petUnitOption } from './uptake-options.js';

interface SegmentFolderArguments extends NetworkArguments, SourceArguments, RefineArguments {
  readonly output: string;
  readonly dicomOutput?: string;
  readonly petUnit?: PetUnit | 'auto';
  readonly pages?: boolean;
  readonly overwrite: boolean;
}

/** `autopet segment-folder`: many studies in, a mask of each and a table of lesions out. */
export function segmentFolderCommand(): Command {
  const command = addSourceOptions(new Command('segment-folder'))
    .description('segment a folder of studies; goes on where an earlier run has stopped')
    .requiredOption('--output <folder>', 'where masks, reports and lesions.csv go')
    .option(
      '--dicom-output <folder>',
      'with --dicom: also write SEG, SR, RTSTRUCT and a picture of each for a PACS',
    )
    .addOption(petUnitOption())
    .addOption(refineOption())
    .option('--pages', 'also write a page of each study, and index.html that leads to them')
    .option('--overwrite', 'segment again what an earlier run has done', false);
  return addNetworkOptions(command).action(run);
}

async function run(given: SegmentFolderArguments): Promise<void> {
  const { studies, pet, ct, dicom, ...options } = given;
  checkSources(given, given.dicomOutput);
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
