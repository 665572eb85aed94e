import { type Command, Option } from 'commander';
import { nuclideNames } from '../suv/find-nuclide.js';
import { type DecayCorrection, decayCorrections } from '../suv/find-times.js';
import { type Sex, sexes } from '../suv/patient.js';
import { type PetUnit, petUnits } from '../suv/pet-unit.js';
import { toNumber } from './options.js';

/** What is said of a PET on the command line; defaults and bounds are the options' own. */
export interface UptakeArguments {
  readonly petUnit?: PetUnit | 'auto';
  readonly weight?: number;
  readonly dose?: number;
  readonly injectionTime?: string;
  readonly scanTime?: string;
  readonly nuclide?: string;
  readonly decayCorrection?: DecayCorrection;
}

/** `--pet-unit` */
export function petUnitOption(): Option {
  return new Option(
    '--pet-unit <unit>',
    'what the PET holds; auto is what a BIDS sidecar beside it says, else SUV (default: auto)',
  ).choices(['auto', ...petUnits]);
}

/** Gives a command the options that turn a PET in Bq/ml or kBq/ml into SUV. */
export function addUptakeOptions(command: Command): Command {
  return command
    .addOption(petUnitOption())
    .option('--weight <kg>', 'of the patient, for a PET that is no SUV, and for SUL', toNumber)
    .option('--dose <MBq>', 'activity at the time of injection', toNumber)
    .option('--injection-time <time>', 'such as 10:31, 103100 or 2024-03-05T10:31')
    .option('--scan-time <time>', 'when the scan began')
    .option('--nuclide <name>', `${nuclideNames.join(', ')} (default: F-18)`)
    .addOption(
      new Option(
        '--decay-correction <time>',
        'what the PET is decay-corrected to: the start of the scan, or the injection (admin) (default: start)',
      ).choices(decayCorrections),
    );
}

/** What is said of a patient beside the weight. */
export interface PatientArguments {
  readonly height?: number;
  readonly sex?: Sex;
}

/** Gives a command the options that make numbers of patients comparable. */
export function addPatientOptions(command: Command): Command {
  return command
    .option(
      '--height <cm>',
      'of the patient, for Dmax by height; with --weight and --sex for SUL',
      toNumber,
    )
    .addOption(new Option('--sex <sex>', 'of the patient, for SUL').choices(sexes));
}
