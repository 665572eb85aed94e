import { Option } from 'commander';
import type { SuvThreshold } from '../lesions/suv-threshold.js';

/** What refines lesions, on the command line. */
export interface RefineArguments {
  readonly suvThreshold?: SuvThreshold;
}

/** `--suv-threshold`. */
export function refineOption(): Option {
  return new Option(
    '--suv-threshold <value>',
    'take from each lesion what is below an SUV (4), a share of its own SUVmax (41%), or the threshold by the liver (liver)',
  );
}
