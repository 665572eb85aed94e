import { InputError, UsageError } from '../../errors.js';
import { provenanceOf } from '../result/provenance.js';
import { inputFile } from '../score/score-study.js';
import { checkComparable } from './check-comparable.js';
import { rankAlgorithms } from './rank-algorithms.js';
import { normaliseRankOptions, type RankOptions } from './rank-options.js';
import type { Ranking } from './ranking.js';
import { readScores } from './read-scores.js';

/** An algorithm's evaluation. */
export interface RankedInput {
  readonly name: string;
  /** Its metrics.json. */
  readonly path: string;
}

/**
 * Ranks algorithms by their evaluations.
 *
 * @param inputs at least one
 * @throws OptionError, UsageError when two algorithms have one name, or there is none
 * @throws InputError when a file cannot be used or the algorithms were not scored alike
 */
export async function rank(
  inputs: readonly RankedInput[],
  given: RankOptions = {},
): Promise<Ranking> {
  const options = normaliseRankOptions(given);
  refuseTwins(inputs);
  const scores = await Promise.all(inputs.map(({ name, path }) => readScores(path, name)));
  checkComparable(scores);
  const { cases, rules, rule } = scores[0]!;
  if (options.by === 'subsets' && cases.some(({ subset }) => subset === null)) {
    throw new InputError(
      `${inputs[0]!.path} has no subsets to rank by. Evaluate each algorithm with --subsets.`,
    );
  }
  const files = await Promise.all(
    inputs.map(async ({ name, path }) => [name, await inputFile(path)] as const),
  );
  const { by, bootstrap, seed } = options;
  const command = [
    'autopet rank',
    ...files.map(([name, file]) => `${name}=${file.name}`),
    `--by ${by} --bootstrap ${bootstrap} --seed ${seed}`,
  ].join(' ');
  return {
    ...rankAlgorithms(scores, options),
    cases: cases.length,
    settings: {
      by,
      rules,
      weights: Object.fromEntries(rule.metrics.map(({ name, weight }) => [name, weight])),
      bootstrap,
      seed,
    },
    provenance: { ...provenanceOf(command), inputs: Object.fromEntries(files) },
  };
}

function refuseTwins(inputs: readonly RankedInput[]): void {
  if (inputs.length === 0) throw new UsageError('There is no algorithm to rank.');
  const names = inputs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UsageError(
    `Two algorithms are called "${twice}". Name them: rank first=a/metrics.json second=b/metrics.json`,
  );
}
