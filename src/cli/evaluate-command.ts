import { Command, Option } from 'commander';
import { evaluate } from '../evaluate/evaluate.js';
import { writeReport } from '../evaluate/report/write-report.js';
import type { EvaluateOptions } from '../evaluate/result/evaluate-options.js';
import type { Evaluation, MissingRule, Rules } from '../evaluate/result/evaluation.js';
import { writeCases } from '../evaluate/result/write-cases.js';
import { checkOutputs } from '../files/check-outputs.js';
import { writeJson } from '../files/write-json.js';
import { availableThreads } from '../process/available-threads.js';
import { openConsole } from '../process/console.js';
import { parseCount, parseLabel, parseNatural } from './options.js';

interface EvaluateArguments {
  readonly predictions: string;
  readonly references: string;
  readonly output: string;
  readonly csv?: string;
  readonly report?: string;
  readonly pictures: number;
  readonly pet?: string;
  readonly rules: Rules;
  readonly missing: MissingRule;
  readonly label?: number;
  readonly referenceLabel?: number;
  readonly subsets?: string;
  readonly subsetColumn?: string;
  readonly bootstrap: number;
  readonly seed: number;
  readonly workers: number;
}

/** `autopet evaluate`: a folder of masks scored against a folder of references. */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('score predicted masks against references with the metrics of the challenge')
    .requiredOption('--predictions <folder>', 'predicted masks: .mha, .nii.gz, .nii or .nrrd')
    .requiredOption('--references <folder>', 'expert masks, named as the predictions')
    .option('--output <file.json>', 'where the metrics go', 'metrics.json')
    .option('--csv <file.csv>', 'also write one line per case')
    .option('--report <file.html>', 'also write a page with tables, plots and pictures')
    .option('--pictures <number>', 'worst cases that the page shows', parseNatural, 20)
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
    .option('--label <number>', 'label of lesions in predictions that are not binary', parseLabel)
    .option('--reference-label <number>', 'the same for the references', parseLabel)
    .option('--subsets <file.csv>', 'a case column and a group column: also a table per group')
    .option('--subset-column <heading>', 'the group column, where there are several')
    .option('--bootstrap <number>', 'resamples for confidence intervals', parseNatural, 2000)
    .option('--seed <number>', 'seed of the resamples', parseNatural, 0)
    .option('--workers <number>', 'cases scored at once', parseCount, defaultWorkers())
    .action(run);
}

/** A case with a PET takes about 1 GB while it is scored, so more are not for every machine. */
function defaultWorkers(): number {
  return Math.min(availableThreads(), 4);
}

async function run(args: EvaluateArguments): Promise<void> {
  await checkOutputs({
    outputs: [args.output, args.csv, args.report],
    inputs: [args.predictions, args.references, args.pet, args.subsets],
  });
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  const evaluated = await evaluate({ ...optionsOf(args), log, onProgress }).finally(finish);
  const { evaluation } = evaluated;
  await writeJson(args.output, evaluation);
  if (args.csv !== undefined) await writeCases(args.csv, evaluation);
  if (args.report !== undefined) await writeReport(args.report, evaluated, args.pictures);
  log.info({ output: args.output }, `${describe(evaluation)}; written to ${args.output}`);
}

function optionsOf(args: EvaluateArguments): Omit<EvaluateOptions, 'log' | 'onProgress'> {
  return {
    predictions: args.predictions,
    references: args.references,
    pet: args.pet ?? null,
    subsets: args.subsets ?? null,
    subsetColumn: args.subsetColumn ?? null,
    settings: {
      rules: args.rules,
      missing: args.missing,
      label: args.label ?? null,
      reference_label: args.referenceLabel ?? null,
      bootstrap: args.bootstrap,
      seed: args.seed,
    },
    workers: args.workers,
  };
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
