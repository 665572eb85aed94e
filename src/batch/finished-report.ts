import { existsSync } from 'node:fs';
import fs from 'fs-extra';
import type { Report } from '../report/make-report.js';

/** What a report must say for its mask to count as done. */
export type Expectation = Pick<Report, 'autopet' | 'pet' | 'ct' | 'output' | 'model'>;

/**
 * The report of a study that was segmented before: by this version, with these weights, from these files;
 * null where there is none such, or no mask.
 */
export async function finishedReport(path: string, expected: Expectation): Promise<Report | null> {
  if (!existsSync(path) || !existsSync(expected.output)) return null;
  const report = (await fs.readJson(path).catch(() => null)) as Partial<Report> | null;
  if (typeof report !== 'object' || report === null) return null;
  const keys = ['autopet', 'pet', 'ct', 'output', 'model'] as const;
  const isSame = keys.every((key) => JSON.stringify(report[key]) === JSON.stringify(expected[key]));
  return isSame && report.lesions !== undefined ? (report as Report) : null;
}
