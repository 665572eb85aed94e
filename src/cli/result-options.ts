import type { Command } from 'commander';

/** Where what was found goes. */
export interface ResultArguments {
  readonly report?: string;
  readonly lesions?: string;
  readonly instances?: string;
  readonly page?: string;
  readonly thumbnail?: string;
}

/** Gives a command the options that say where what was found goes. */
export function addResultOptions(command: Command): Command {
  return command
    .option('--report <file.json>', 'also write what was done, timings and every lesion')
    .option('--lesions <file.csv>', 'also write a table, a line a lesion')
    .option('--instances <file>', "also write the mask with each lesion's number in its voxels")
    .option('--page <file.html>', 'also write a page to look at in a browser')
    .option('--thumbnail <file.png>', 'also write a small picture of PET and lesions');
}
