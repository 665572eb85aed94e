import { Command } from 'commander';
import { z } from 'zod';
import { importModel } from '../nnunet/import-model.js';
import type { FoldChoice } from '../nnunet/model/find-folds.js';
import { parseOptions } from '../options/parse-options.js';
import { openConsole } from '../process/console.js';
import { folds } from '../segment/options/options-schema.js';
import { toFolds } from './options.js';

interface ImportArguments {
  readonly configuration?: string;
  readonly folds: FoldChoice;
  readonly checkpoint?: string;
  readonly half: boolean;
}

const foldsSchema = z.strictObject({ folds });

/** `autopet import`: an nnU-Net model folder in, one with ONNX networks out. */
export function importCommand(): Command {
  return new Command('import')
    .description('turn an nnU-Net model folder into ONNX, once; no Python, nothing in it is run')
    .argument('<model-folder>', 'folder with plans.json, dataset.json and fold_*/checkpoint_*.pth')
    .argument('<output-folder>', 'where the imported model goes')
    .option('--configuration <name>', 'configuration of plans.json (default: the checkpoint says)')
    .option('--folds <list>', 'fold numbers such as 0,1, or all for fold_all', toFolds, 'auto')
    .option(
      '--checkpoint <file>',
      'file name of the checkpoints (default: the final ones, else the best)',
    )
    .option('--half', 'store weights as float16: half the size, the same arithmetic', false)
    .action(async (source: string, target: string, args: ImportArguments) => {
      const { folds } = parseOptions(foldsSchema, { folds: args.folds });
      const configuration = args.configuration ?? null;
      const { log } = openConsole();
      const checkpoint = args.checkpoint ?? null;
      await importModel({ ...args, checkpoint, folds, configuration, source, target, log });
      log.info({ target }, `imported to ${target}; use it with --model ${target}`);
    });
}
