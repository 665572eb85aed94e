import type {
  Aggregate,
  CaseList,
  InputFile,
  Provenance,
  ScoringSettings,
} from '../result/evaluation.js';

/**
 * What `autopet evaluate --interactive` finds, exactly as its `metrics.json` holds it: how masks get better while
 * a user clicks. Null for what is undefined, never NaN. Cases are in the order of their names.
 */
export interface InteractiveEvaluation {
  /** One entry per reference. */
  readonly results: readonly InteractiveCase[];
  /** Means over the cases at each iteration, from the one without clicks on. */
  readonly curves: Curves;
  /** Over all cases. */
  readonly aggregates: InteractiveAggregates;
  /** Per group of cases; null without a subsets file. */
  readonly subsets: InteractiveSubsets | null;
  readonly cases: CaseList;
  readonly settings: ScoringSettings & { readonly iterations: number };
  readonly provenance: Provenance;
}

/** Names of what is followed over the iterations. */
export const curveNames = ['dice', 'dmm', 'fpv_ml', 'fnv_ml'] as const;
export type CurveName = (typeof curveNames)[number];

/** A value per iteration; null where undefined. */
export type Curves = Readonly<Record<CurveName, readonly (number | null)[]>>;

/**
 * A curve's area and its end. `auc_…`: the trapezoid over the iterations, one wide each and not normalised, so that
 * the best Dice of six iterations is 5. `last_…`: the value after the last one.
 */
export type Summary<Value> = Readonly<Record<`auc_${CurveName}` | `last_${CurveName}`, Value>>;

/** Names of all that is summed up, in the order of the tables. */
export const summaryNames = [
  ...curveNames.map((name) => `auc_${name}` as const),
  ...curveNames.map((name) => `last_${name}` as const),
];

/** One case. */
export interface InteractiveCase extends Curves, Summary<number | null> {
  /** The name of its reference, without its ending. */
  readonly case: string;
  /** The case's group; null without a subsets file. */
  readonly subset: string | null;
  readonly files: {
    /** One per iteration; null where there was no prediction, which is scored as the worst. */
    readonly predictions: readonly (InputFile | null)[];
    readonly reference: InputFile;
  };
}

export type InteractiveAggregates = Summary<Omit<Aggregate, 'pooled'>>;

/** The same per group of cases. */
export interface InteractiveSubsets {
  /** Heading of the column that names the groups. */
  readonly column: string;
  /** In the order of their names. */
  readonly groups: readonly {
    readonly name: string;
    readonly cases: number;
    readonly curves: Curves;
    readonly aggregates: InteractiveAggregates;
  }[];
  /** Means of the groups' means, as the fifth edition weighs tracers and centres. */
  readonly means: Summary<number | null>;
}
