import type { Command } from 'commander';
import { toNumber } from './options.js';

/** Which series of a folder of DICOM files. */
export interface SeriesArguments {
  readonly petSeries?: string;
  readonly ctSeries?: string;
  readonly frame?: number;
}

/** Gives a command the options that choose series. */
export function addSeriesOptions(command: Command): Command {
  return command
    .option('--pet-series <id>', 'take this PET: its UID, or its id in the table of autopet dicom')
    .option('--ct-series <id>', 'take this CT')
    .option('--frame <number>', 'take this image, from 1, of a dynamic or gated PET', toNumber);
}
