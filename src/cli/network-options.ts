import { type Command, Option } from 'commander';
import type { FoldChoice } from '../nnunet/model/find-folds.js';
import { type DeviceChoice, deviceChoices } from '../runtime/device.js';
import { type PrecisionChoice, precisionChoices } from '../runtime/precision.js';
import { type Tta, ttaChoices } from '../segment/predict/plan-passes.js';
import { toFolds, toNames, toNumber } from './options.js';

/** What is said of the network on the command line; defaults and bounds are the options' own. */
export interface NetworkArguments {
  readonly model?: string;
  readonly configuration?: string;
  readonly device?: DeviceChoice;
  readonly precision?: PrecisionChoice;
  readonly tta?: Tta;
  readonly folds?: FoldChoice;
  readonly lesionLabel?: readonly string[];
  readonly stepSize?: number;
  readonly timeLimit?: number;
  readonly threads?: number;
  readonly acceptInput?: boolean;
}

/** Gives a command the options that say which network runs, where and how. */
export function addNetworkOptions(command: Command): Command {
  return command
    .option(
      '--model <folder>',
      'nnU-Net model folder, or a folder or .zip with one in it (default: the bundled weights)',
    )
    .option(
      '--configuration <name>',
      'which one of several, such as 3d_fullres (default: the only one)',
    )
    .addOption(
      new Option(
        '--device <device>',
        'where the network runs; auto takes the first that works (default: auto)',
      ).choices(deviceChoices),
    )
    .addOption(
      new Option(
        '--precision <precision>',
        'of the convolutions; auto takes float16 on cuda, float32 elsewhere (default: auto)',
      ).choices(precisionChoices),
    )
    .addOption(
      new Option(
        '--tta <amount>',
        'mirrored passes: full and none as in nnU-Net; auto skips tiles without body and keeps the time limit (default: auto)',
      ).choices(ttaChoices),
    )
    .option(
      '--folds <list>',
      'fold numbers such as 0,1, or all for fold_all (default: every numbered fold)',
      toFolds,
    )
    .option(
      '--lesion-label <names>',
      'names or numbers of the labels that are lesions; the mask then holds them alone',
      toNames,
    )
    .option(
      '--step-size <share>',
      'step between tiles as a share of the patch, 0.1 to 1 (default: 0.5)',
      toNumber,
    )
    .option('--time-limit <seconds>', 'seconds a study may take (with --tta auto)', toNumber)
    .option('--threads <number>', 'processor threads (default: all that may be used)', toNumber)
    .option('--accept-input', 'make a mask even of images that look wrong (see autopet check)');
}
