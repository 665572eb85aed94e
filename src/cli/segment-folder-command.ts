import { Command, Option } from 'commander';
import { findStudies } from '../cohort/find-studies.js';
import { pairStudies } from '../cohort/pair-studies.js';
import { segmentStudies } from '../cohort/segment-studies.js';
import { openConsole } from '../process/console.js';
import type { PetUnit } from '../suv/pet-unit.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';
import { petUnitOption } from './uptake-options.js';

interface SegmentFolderArguments extends NetworkArguments {
  readonly studies?: string;
  readonly pet: string;
  /** False for none. */
  readonly ct: string | false;
  readonly output: string;
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
    .addOption(
      new Option('--pet <name>', 'PET of a study, or without --studies a folder of PETs').default(
        'SUV.nii.gz',
      ),
    )
    .addOption(
      new Option('--ct <name>', 'CT of a study, or a folder of CTs named as the PETs').default(
        'CTres.nii.gz',
      ),
    )
    .option('--no-ct', 'there are PETs alone: for a model that takes no CT')
    .requiredOption('--output <folder>', 'where masks, reports and lesions.csv go')
    .addOption(petUnitOption())
    .option('--overwrite', 'segment again what an earlier run has done', false);
  return addNetworkOptions(command).action(run);
}

async function run({ studies, pet, ct, ...options }: SegmentFolderArguments): Promise<void> {
  const cts = ct === false ? null : ct;
  const { log, onProgress, finish } = openConsole();
  const found =
    studies === undefined ? await pairStudies(pet, cts) : await findStudies(studies, pet, cts, log);
  log.info({ studies: found.length }, `${found.length} studies`);
  await segmentStudies(found, { ...options, log, onProgress }).finally(finish);
}
