import { Command, Option } from 'commander';
import { findStudies } from '../cohort/find-studies.js';
import { pairStudies } from '../cohort/pair-studies.js';
import { segmentStudies } from '../cohort/segment-studies.js';
import { openConsole } from '../process/console.js';
import { addNetworkOptions, type NetworkArguments } from './network-options.js';

interface SegmentFolderArguments extends NetworkArguments {
  readonly studies?: string;
  readonly pet: string;
  readonly ct: string;
  readonly output: string;
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
    .requiredOption('--output <folder>', 'where masks, reports and lesions.csv go')
    .option('--overwrite', 'segment again what an earlier run has done', false);
  return addNetworkOptions(command).action(run);
}

async function run(args: SegmentFolderArguments): Promise<void> {
  const { log, onProgress, finish } = openConsole();
  const studies =
    args.studies === undefined
      ? await pairStudies(args.pet, args.ct)
      : await findStudies(args.studies, args.pet, args.ct);
  log.info({ studies: studies.length }, `${studies.length} studies`);
  await segmentStudies(studies, {
    ...args,
    timeLimit: args.timeLimit ?? null,
    threads: args.threads ?? null,
    log,
    onProgress,
  }).finally(finish);
}
