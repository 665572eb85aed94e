import { Command, Option } from 'commander';
import { interact } from '../interact/interact.js';
import type { InteractOptions } from '../interact/interact-options.js';
import { scribbleKinds } from '../interact/simulate/simulate-scribble.js';
import { openConsole } from '../process/console.js';
import { addNetworkOptions } from './network-options.js';
import { toNumber } from './options.js';

/** `autopet interact`: the challenge's loop of masks and simulated clicks, at home. */
export function interactCommand(): Command {
  const command = new Command('interact')
    .description(
      'play the loop of editions IV and V: simulated clicks, masks, and how they get better',
    )
    .requiredOption('--pet <folder>', 'PETs in SUV: .mha, .nii.gz, .nii or .nrrd')
    .option('--ct <folder>', 'CTs named as the PETs; none for a model of PET alone')
    .requiredOption('--references <folder>', 'expert masks named as the PETs')
    .requiredOption('--output <folder>', 'masks by iteration, clicks, metrics.json, report.html')
    .addOption(
      new Option(
        '--edition <edition>',
        'V: scribbles on what is wrong; IV: clicks made in advance (default: V)',
      ).choices(['V', 'IV']),
    )
    .addOption(
      new Option(
        '--scribbles <kind>',
        'of edition V; mixed: each on a third of the cases (default: mixed)',
      ).choices([...scribbleKinds, 'mixed']),
    )
    .option('--iterations <number>', 'masks of a case (default: 6, of IV 11)', toNumber)
    .option('--seed <number>', 'of what is random in clicks (default: 42)', toNumber)
    .option('--obey-clicks', 'make each mask say what the clicks say')
    .option('--server <url>', 'a container in server mode, in place of a model')
    .option('--server-input <folder>', 'what that container has as /input')
    .option('--server-output <folder>', 'what that container has as /output')
    .option('--subsets <file.csv>', 'a case column and a group column: also a table per group')
    .option('--subset-column <heading>', 'the group column, where there are several');
  return addNetworkOptions(command).action(run);
}

async function run(options: InteractOptions): Promise<void> {
  const { log, onProgress, finish } = openConsole();
  const { aggregates } = await interact({ ...options, log, onProgress }).finally(finish);
  const show = (name: 'auc_dice' | 'auc_dmm' | 'last_dice'): string =>
    aggregates[name].mean?.toFixed(4) ?? 'undefined';
  log.info(
    { output: options.output },
    `mean AUC-Dice ${show('auc_dice')}, AUC-DMM ${show('auc_dmm')}, last Dice ${show('last_dice')}; written to ${options.output}`,
  );
}
