import type { Command } from 'commander';
import { usualNames } from '../cohort/find-cohort.js';
import { UsageError } from '../errors.js';

/** Where studies lie, on the command line. */
export interface SourceArguments {
  readonly studies?: string;
  readonly pet?: string;
  /** False for none. */
  readonly ct?: string | false;
  readonly dicom?: string;
  readonly keepUids?: boolean;
}

/** Gives a command the options that say where its studies lie. */
export function addSourceOptions(command: Command): Command {
  return command
    .option(
      '--studies <folder>',
      'a folder for each study, at any depth (--pet and --ct name the files); a BIDS data set; or a table (.tsv, .csv) with study, pet, ct',
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
    .option('--keep-uids', 'with --dicom: name studies by their UIDs, and tell those of series');
}

/** @throws UsageError when sources exclude each other */
export function checkSources(
  { studies, pet, ct, dicom, keepUids }: SourceArguments,
  dicomOutput: unknown,
): void {
  if (dicom !== undefined && (studies ?? pet ?? ct) !== undefined) {
    throw new UsageError('--dicom stands in place of --studies, --pet and --ct: give it alone.');
  }
  if (dicom === undefined && (dicomOutput ?? keepUids) !== undefined) {
    throw new UsageError('--dicom-output and --keep-uids go with --dicom.');
  }
}
