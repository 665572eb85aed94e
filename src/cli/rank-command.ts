import { basename, dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { type RankedInput, rank } from '../evaluate/rank/rank.js';
import type { PerMetric, RankBy, RankedMetric, Ranking } from '../evaluate/rank/ranking.js';
import { checkOutputs } from '../files/check-outputs.js';
import { writeJson } from '../files/write-json.js';
import { openConsole } from '../process/console.js';
import { toNumber } from './options.js';

interface RankArguments {
  readonly by: RankBy;
  readonly output: string;
  readonly bootstrap: number;
  readonly seed: number;
}

/** `autopet rank`: algorithms placed by their evaluations. */
export function rankCommand(): Command {
  return new Command('rank')
    .description(
      "rank algorithms by the challenge's rule: Dice 50 %, FPV 25 %, FNV 25 %; interactive ones by AUC-Dice and AUC-DMM",
    )
    .argument('<[name=]metrics.json...>', 'what autopet evaluate wrote for each algorithm')
    .addOption(
      new Option('--by <averages>', 'rank the averages over all cases, or over each subset')
        .choices(['cases', 'subsets'])
        .default('cases'),
    )
    .option('--output <file.json>', 'where the ranking goes', 'ranking.json')
    .option('--bootstrap <number>', 'resamples of the cases for the stability', toNumber, 2000)
    .option('--seed <number>', 'seed of the resamples', toNumber, 0)
    .action(async (files: string[], { output, ...options }: RankArguments) => {
      const inputs = files.map(namedInput);
      await checkOutputs({ outputs: [output], inputs: inputs.map(({ path }) => path) });
      const { log } = openConsole();
      const ranking = await rank(inputs, options);
      await writeJson(output, ranking);
      for (const line of describe(ranking)) log.info({}, line);
      log.info({ output }, `written to ${output}`);
    });
}

/** `name=file`; without a name that of the file, or of its folder if the file is a metrics.json. */
function namedInput(text: string): RankedInput {
  const [, name, path] = /^([^=/]+)=(.+)$/.exec(text) ?? [null, nameOf(text), text];
  return { name: name!, path: path! };
}

function nameOf(path: string): string {
  const file = basename(path, '.json');
  return file === 'metrics' ? basename(dirname(resolve(path))) : file;
}

const titles: Readonly<Record<RankedMetric, (value: string) => string>> = {
  dice: (value) => `Dice ${value}`,
  fpv_ml: (value) => `FPV ${value} ml`,
  fnv_ml: (value) => `FNV ${value} ml`,
  auc_dice: (value) => `AUC-Dice ${value}`,
  auc_dmm: (value) => `AUC-DMM ${value}`,
};

function describe({ algorithms }: Ranking): string[] {
  const show = (means: PerMetric): string =>
    Object.entries(means)
      .map(([name, value]) => `${titles[name as RankedMetric](value?.toFixed(4) ?? 'undefined')}`)
      .join(', ');
  return algorithms.map(({ name, place, score, means, stability }) => {
    const [low, high] = stability.place_ci95;
    return `${place}. ${name}: score ${score.toFixed(3)}, ${show(means)}; place ${low} to ${high} in 95 % of resamples`;
  });
}
