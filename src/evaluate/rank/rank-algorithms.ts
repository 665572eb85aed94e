import { createRandom } from '../../array/random.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { countDraws, interval95 } from '../aggregate/bootstrap.js';
import { quantile } from '../aggregate/quantile.js';
import type { CompleteRankOptions } from './rank-options.js';
import type {
  PerMetric,
  RankedAlgorithm,
  RankedMetric,
  Ranking,
  RankRule,
  Stability,
} from './ranking.js';
import type { Scores } from './read-scores.js';
import { standings } from './standings.js';

/**
 * Ranks algorithms, and sees how the places vary over bootstrap resamples of the cases.
 *
 * @param algorithms scores of the same cases in the same order; with subsets if `by` says so
 */
export function rankAlgorithms(
  algorithms: readonly Scores[],
  { by, bootstrap, seed }: CompleteRankOptions,
): Pick<Ranking, 'algorithms' | 'subsets'> {
  const groups = groupsOf(algorithms[0]!);
  const ranked = by === 'subsets' ? groups.map(({ members }) => members) : [everyCase(algorithms)];
  const placed = standingsOf(
    algorithms,
    ranked.map((members) => ({ members, drawn: null })),
  );
  const stability = stabilityOf(algorithms, ranked, bootstrap, seed);
  return {
    algorithms: placed.map((standing): RankedAlgorithm => {
      return { ...standing, stability: stability.get(standing.name)! };
    }),
    subsets:
      groups.length === 0
        ? null
        : groups.map(({ name, members }) => ({
            name,
            cases: members.length,
            algorithms: standingsOf(algorithms, [{ members, drawn: null }]),
          })),
  };
}

/** Indices of cases, and how often each counts; null: once. */
interface Sample {
  readonly members: readonly number[];
  readonly drawn: Uint32Array | null;
}

function everyCase([first]: readonly Scores[]): number[] {
  return first!.cases.map((_, index) => index);
}

/** The cases of each subset, by its name; none when the cases have no subsets. */
function groupsOf({ cases }: Scores): { name: string; members: number[] }[] {
  const names = [...new Set(cases.flatMap(({ subset }) => subset ?? []))].sort(byCodePoint);
  return names.map((name) => ({
    name,
    members: [...cases.keys()].filter((index) => cases[index]!.subset === name),
  }));
}

function standingsOf(algorithms: readonly Scores[], samples: readonly Sample[]) {
  const { rule } = algorithms[0]!;
  return standings(
    algorithms.map(({ name, cases }) => ({
      name,
      groups: samples.map((sample) => meansOf(cases, sample, rule)),
    })),
    rule,
  );
}

function meansOf(
  cases: Scores['cases'],
  { members, drawn }: Sample,
  { metrics }: RankRule,
): PerMetric {
  const meanOf = (metric: RankedMetric): number | null => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < members.length; i++) {
      const value = cases[members[i]!]!.values[metric] ?? null;
      const times = drawn === null ? 1 : drawn[i]!;
      if (value === null) continue;
      sum += times * value;
      count += times;
    }
    return count === 0 ? null : sum / count;
  };
  return Object.fromEntries(metrics.map(({ name }) => [name, meanOf(name)]));
}

/** Places over resamples; each group is drawn from itself, and all algorithms see the same draws. */
function stabilityOf(
  algorithms: readonly Scores[],
  groups: readonly (readonly number[])[],
  bootstrap: number,
  seed: number,
): Map<string, Stability> {
  const random = createRandom(seed, 0);
  const samples = groups.map((members) => ({ members, drawn: new Uint32Array(members.length) }));
  const places = new Map(algorithms.map(({ name }) => [name, new Float64Array(bootstrap)]));
  for (let b = 0; b < bootstrap; b++) {
    for (const { drawn } of samples) countDraws(random, drawn);
    for (const { name, place } of standingsOf(algorithms, samples)) places.get(name)![b] = place;
  }
  const summaries = [...places].map(([name, drawn]) => [name, summarise(drawn, algorithms.length)]);
  return new Map(summaries as [string, Stability][]);
}

function summarise(places: Float64Array, algorithms: number): Stability {
  const counts = Array.from({ length: algorithms }, () => 0);
  for (const place of places) counts[place - 1]! += 1;
  return {
    place_shares: counts.map((count) => count / places.length),
    place_mean: places.reduce((a, b) => a + b, 0) / places.length,
    place_median: quantile(places.slice().sort(), 0.5),
    place_ci95: interval95(places),
  };
}
