import { Command, Option } from 'commander';
import { z } from 'zod';
import { OptionError } from '../errors.js';
import { evaluate } from '../evaluate/evaluate.js';
import { evaluateInteractive } from '../evaluate/interactive/evaluate-interactive.js';
import type { InteractiveEvaluation } from '../evaluate/interactive/interactive-evaluation.js';
import { writeInteractive } from '../evaluate/interactive/write-interactive.js';
import type { EvaluateOptions } from '../evaluate/options/evaluate-options.js';
import { writeEvaluation } from '../evaluate/report/write-evaluation.js';
import type { Evaluation } from '../evaluate/result/evaluation.js';
import { caseImages } from '../evaluate/score/case-images.js';
import { checkOutputs } from '../files/check-outputs.js';
import * as field from '../options/fields.js';
import { parseOptions } from '../options/parse-options.js';
import { openConsole } from '../process/console.js';
import { toLabel, toNumber } from './options.js';

interface EvaluateArguments extends Omit<EvaluateOptions, 'log' | 'onProgress' | 'signal'> {
  readonly output: string;
  readonly csv?: string;
  readonly report?: string;
  readonly pictures: number;
  readonly interactive?: boolean;
}

const pageSchema = z.strictObject({ pictures: field.wholeFrom(0, 20) });

/** `autopet evaluate`: a folder of masks scored against a folder of references. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('score predicted masks against references with the metrics of the challenge')
    .requiredOption('--predictions <folder>', 'predicted masks: .mha, .nii.gz, .nii or .nrrd')
    .requiredOption('--references <folder>', 'expert masks, named as the predictions')
    .option('--output <file.json>', 'where the metrics go', 'metrics.json')
    .option(
      '--interactive',
      'predictions holds iteration_0, iteration_1 ...: curves and AUC as in edition V',
    )
    .option('--csv <file.csv>', 'also write one line per case')
    .option('--report <file.html>', 'also write a page with tables, plots and pictures')
    .option('--pictures <number>', 'worst cases that the page shows', toNumber, 20)
    .option('--pet <folder>', 'PET in SUV, named as the references: adds TLG, SUVmax, SUVpeak')
    .addOption(
      new Option('--rules <edition>', 'what an empty reference gives: nothing (III), or 0 (I)')
        .choices(['I', 'III'])
        .default('III'),
    )
    .addOption(
      new Option('--missing <rule>', 'a missing prediction is an error, or scored as the worst')
        .choices(['fail', 'worst'])
        .default('fail'),
    )
    .option('--label <number>', 'which label of the predictions is lesion, or any', toLabel)
    .option('--reference-label <number>', 'the same for the references', toLabel)
    .option('--subsets <file.csv>', 'a case column and a group column: also a table per group')
    .option('--subset-column <heading>', 'the group column, where there are several')
    .option('--bootstrap <number>', 'resamples for confidence intervals', toNumber, 2000)
    .option('--seed <number>', 'seed of the resamples', toNumber, 0)
    .option('--workers <number>', 'cases scored at once (default: at most 4)', toNumber)
    .action(run);
}

async function run(args: EvaluateArguments): Promise<void> {
  const { output, csv, report, pictures, interactive = false, ...options } = args;
  const page = parseOptions(pageSchema, { pictures });
  const { predictions, references, pet, subsets } = options;
  await checkOutputs({
    outputs: [output, csv, report],
    inputs: [subsets, ...(await imagesBelow([predictions, references, pet]))],
  });
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  if (interactive) {
    refuseOfInteractive(options);
    const evaluation = await evaluateInteractive({ ...options, log, onProgress }).finally(finish);
    await writeInteractive({ metrics: output, csv, report }, evaluation);
    log.info({ output }, `${describeInteractive(evaluation)}; written to ${output}`);
    return;
  }
  const evaluated = await evaluate({ ...options, log, onProgress }).finally(finish);
  const { evaluation } = evaluated;
  await writeEvaluation({ metrics: output, csv, report }, evaluated, page.pictures);
  log.info({ output }, `${describe(evaluation)}; written to ${output}`);
}

/** What is wrong with a folder is told by whoever reads it. */
async function imagesBelow(folders: readonly (string | null | undefined)[]): Promise<string[]> {
  const found = folders
    .filter((folder) => typeof folder === 'string')
    .map((folder) => caseImages(folder).catch(() => []));
  return (await Promise.all(found)).flat().map(({ path }) => path);
}

function refuseOfInteractive({ pet, rules }: Pick<EvaluateOptions, 'pet' | 'rules'>): void {
  if (typeof pet === 'string') throw new OptionError('--pet', 'is of no use with --interactive.');
  if (rules === 'I') throw new OptionError('--rules', 'with --interactive they are those of V.');
}

function describeInteractive({ cases, settings, aggregates }: InteractiveEvaluation): string {
  const area = (name: 'auc_dice' | 'auc_dmm'): string =>
    aggregates[name].mean?.toFixed(4) ?? 'undefined';
  return `${cases.total} case(s), ${settings.iterations} iterations: mean AUC-Dice ${area('auc_dice')}, AUC-DMM ${area('auc_dmm')}`;
}

function describe({ cases, aggregates }: Evaluation): string {
  const { dice, fpv_ml, fnv_ml } = aggregates;
  const show = (value: number | null, digits: number): string =>
    value?.toFixed(digits) ?? 'undefined';
  return [
    `${cases.total} case(s): mean Dice ${show(dice.mean, 4)} (of ${dice.defined})`,
    `false positive volume ${show(fpv_ml.mean, 2)} ml`,
    `false negative volume ${show(fnv_ml.mean, 2)} ml`,
  ].join(', ');
}
