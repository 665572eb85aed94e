import type { InputFile, Interval, Rules } from '../result/evaluation.js';

/** All metrics that the challenge ranks by. */
export type RankedMetric = 'dice' | 'fpv_ml' | 'fnv_ml' | 'auc_dice' | 'auc_dmm';

/** A kind of ranking: what each metric's rank weighs, and which end of it is good. */
export interface RankRule {
  readonly metrics: readonly {
    readonly name: RankedMetric;
    readonly weight: number;
    readonly best: 'highest' | 'lowest';
  }[];
  /** Of equal scores that with the more of this wins. */
  readonly tieBreaker: RankedMetric;
}

/** Of masks, as editions I to III have it. */
export const ruleOfMasks: RankRule = {
  metrics: [
    { name: 'dice', weight: 0.5, best: 'highest' },
    { name: 'fpv_ml', weight: 0.25, best: 'lowest' },
    { name: 'fnv_ml', weight: 0.25, best: 'lowest' },
  ],
  tieBreaker: 'dice',
};

/** Of masks that get better by clicks, as edition V has it. */
export const ruleOfCurves: RankRule = {
  metrics: [
    { name: 'auc_dice', weight: 0.5, best: 'highest' },
    { name: 'auc_dmm', weight: 0.5, best: 'highest' },
  ],
  tieBreaker: 'auc_dice',
};

/** A number per metric of the rule; null where no case has the metric. */
export type PerMetric = Readonly<Partial<Record<RankedMetric, number | null>>>;

/**
 * What averages are ranked: those over all cases, as in the first edition, or those over each group
 * of cases, whose ranks are averaged, as in the third.
 */
export type RankBy = 'cases' | 'subsets';

/** What `autopet rank` finds, exactly as it is written. */
export interface Ranking {
  /** Best first; of equals in the order of their names. */
  readonly algorithms: readonly RankedAlgorithm[];
  /** The same within each group of cases; null when the evaluations have none. */
  readonly subsets: readonly SubsetRanking[] | null;
  readonly cases: number;
  readonly settings: RankSettings;
  readonly provenance: RankProvenance;
}

export interface RankedAlgorithm extends Standing {
  readonly stability: Stability;
}

/** Where an algorithm stands. */
export interface Standing {
  readonly name: string;
  /** 1 is best; those that agree in score and in what breaks ties (Dice, or its area) share the better place. */
  readonly place: number;
  /** Weighted mean of the metrics' ranks. */
  readonly score: number;
  /** Mean over cases; over subsets, the mean of the subsets' means. */
  readonly means: PerMetric;
  /** Rank of the mean, 1 for the best, equals share the better; over subsets, the mean rank. */
  readonly ranks: PerMetric;
}

/** How an algorithm's place varies when the cases are drawn again, the same for all algorithms. */
export interface Stability {
  /** Share of resamples in which it has place 1, 2, ... */
  readonly place_shares: readonly number[];
  readonly place_mean: number;
  readonly place_median: number;
  readonly place_ci95: Interval;
}

export interface SubsetRanking {
  readonly name: string;
  readonly cases: number;
  readonly algorithms: readonly Standing[];
}

export interface RankSettings {
  readonly by: RankBy;
  readonly rules: Rules;
  readonly weights: Readonly<Partial<Record<RankedMetric, number>>>;
  readonly bootstrap: number;
  readonly seed: number;
}

/** Where the ranking comes from. All but `created` is the same in every run. */
export interface RankProvenance {
  readonly autopet: string;
  readonly node: string;
  readonly created: string;
  readonly command_line: string;
  readonly command_sha256: string;
  /** The evaluations, by algorithm. */
  readonly inputs: Readonly<Record<string, InputFile>>;
}
