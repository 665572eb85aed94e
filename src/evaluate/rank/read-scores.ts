import { z } from 'zod';
import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { readJson } from '../../files/read-json.js';

const score = z.number().nullable();

/** What ranking needs of a metrics.json; the rest is passed over. */
const evaluationSchema = z.object({
  results: z
    .array(
      z.object({
        case: z.string(),
        subset: z.string().nullable(),
        dice: score,
        fpv_ml: score,
        fnv_ml: score,
        files: z.object({ reference: z.object({ sha256: z.string() }) }),
      }),
    )
    .min(1),
  settings: z.object({ rules: z.enum(['I', 'III']) }),
});

/** An algorithm's scores of each case, in the order of the cases' names. */
export interface Scores {
  /** The algorithm. */
  readonly name: string;
  readonly rules: 'I' | 'III';
  readonly cases: readonly {
    readonly name: string;
    readonly subset: string | null;
    readonly referenceSha256: string;
    readonly dice: number | null;
    readonly fpv_ml: number | null;
    readonly fnv_ml: number | null;
  }[];
}

/**
 * Reads the scores of an algorithm from what `autopet evaluate` wrote.
 *
 * @param name of the algorithm
 * @throws InputError when the file cannot be read or is something else
 */
export async function readScores(path: string, name: string): Promise<Scores> {
  const { results, settings } = await readJson(path, evaluationSchema, {
    Refused: InputError,
    expected: 'a metrics.json of autopet evaluate',
    advice: 'Score the algorithm first.',
  });
  const cases = results.map(({ case: caseName, files, ...scores }) => {
    return { name: caseName, referenceSha256: files.reference.sha256, ...scores };
  });
  return { name, rules: settings.rules, cases: cases.sort((a, b) => byCodePoint(a.name, b.name)) };
}
