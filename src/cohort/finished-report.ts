import { existsSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { readJson } from '../files/read-json.js';
import type { Report } from '../segment/report/report.js';

/** What a report must say for its mask to count as done. */
export type Expectation = Pick<Report, 'autopet' | 'pet' | 'ct' | 'output' | 'model'>;

/** What is told of a study, whether it was done now or before. */
export type Finding = Pick<Report, 'device' | 'seconds' | 'lesions'>;

const reportSchema = z.looseObject({
  device: z.string(),
  seconds: z.record(z.string(), z.number()),
  lesions: z.object({
    count: z.number(),
    tmtv_ml: z.number(),
    tlg: z.number(),
    suv_max: z.number().nullable(),
    dropped: z.number(),
  }),
});

/**
 * What was found in a study that was segmented before: by this version, with these weights, from these files;
 * null where there is no report that says so, or no mask.
 */
export async function finishedReport(path: string, expected: Expectation): Promise<Finding | null> {
  if (!existsSync(expected.output)) return null;
  const rules = { Refused: InputError, expected: 'a report of autopet segment' };
  const report = await readJson(path, reportSchema, rules).catch(() => null);
  if (report === null) return null;
  const keys = ['autopet', 'pet', 'ct', 'output', 'model'] as const;
  const isSame = keys.every((key) => JSON.stringify(report[key]) === JSON.stringify(expected[key]));
  return isSame ? report : null;
}
