import { z } from 'zod';
import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { readJson } from '../../files/read-json.js';
import { type PerMetric, type RankRule, ruleOfCurves, ruleOfMasks } from './ranking.js';

const score = z.number().nullable();
const ofCase = {
  case: z.string(),
  subset: z.string().nullable(),
  files: z.object({ reference: z.object({ sha256: z.string() }) }),
};
const settings = z.object({ rules: z.enum(['I', 'III']) });

/** What ranking needs of the metrics.json of masks; the rest is passed over. */
const masks = z
  .object({
    results: z.array(z.object({ ...ofCase, dice: score, fpv_ml: score, fnv_ml: score })).min(1),
    settings,
  })
  .transform((file) => ({ ...file, rule: ruleOfMasks, iterations: 1 }));

/** The same of an interactive evaluation. */
const curves = z
  .object({
    results: z.array(z.object({ ...ofCase, auc_dice: score, auc_dmm: score })).min(1),
    settings: settings.extend({ iterations: z.number() }),
  })
  .transform((file) => ({ ...file, rule: ruleOfCurves, iterations: file.settings.iterations }));

/** An algorithm's scores of each case, in the order of the cases' names. */
export interface Scores {
  /** The algorithm. */
  readonly name: string;
  readonly rules: 'I' | 'III';
  /** What is ranked. */
  readonly rule: RankRule;
  /** Over how many iterations; 1 of masks. */
  readonly iterations: number;
  readonly cases: readonly {
    readonly name: string;
    readonly subset: string | null;
    readonly referenceSha256: string;
    readonly values: PerMetric;
  }[];
}

/**
 * Reads the scores of an algorithm from what `autopet evaluate` wrote.
 *
 * @param name of the algorithm
 * @throws InputError when the file cannot be read or is something else
 */
export async function readScores(path: string, name: string): Promise<Scores> {
  const rules = {
    Refused: InputError,
    expected: 'a metrics.json of autopet evaluate',
    advice: 'Score the algorithm first.',
  };
  // An interactive evaluation tells of its iterations.
  const { settings: told } = await readJson(path, anyKind, rules);
  const schema: typeof masks | typeof curves = told?.iterations === undefined ? masks : curves;
  const file = await readJson<z.output<typeof schema>>(path, schema, rules);
  const cases = file.results.map(({ case: caseName, files, subset, ...values }) => {
    return { name: caseName, subset, referenceSha256: files.reference.sha256, values };
  });
  return {
    name,
    rules: file.settings.rules,
    rule: file.rule,
    iterations: file.iterations,
    cases: cases.sort((a, b) => byCodePoint(a.name, b.name)),
  };
}

const anyKind = z.looseObject({
  settings: z.looseObject({ iterations: z.unknown().optional() }).optional(),
});
