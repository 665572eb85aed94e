import { writeJson } from '../../files/write-json.js';
import { type PlannedFile, writeTogether } from '../../files/write-together.js';
import type { Evaluated } from '../evaluate.js';
import { writeCases } from '../result/write-cases.js';
import { writeHtmlReport } from './write-html-report.js';

/** Where the files of an evaluation go; null and undefined stand for none. */
export interface EvaluationFiles {
  readonly metrics: string;
  readonly csv?: string | null | undefined;
  readonly report?: string | null | undefined;
}

/**
 * Writes metrics, table and page of an evaluation together: all or none. The metrics take their place
 * last.
 *
 * @param pictures how many of the worst cases the page shows
 * @throws ResourceError, UsageError when a file cannot be written
 */
export async function writeEvaluation(
  { metrics, csv, report }: EvaluationFiles,
  evaluated: Evaluated,
  pictures: number,
): Promise<void> {
  const { evaluation } = evaluated;
  const files: PlannedFile[] = [
    { path: metrics, write: (partial) => writeJson(partial, evaluation) },
  ];
  if (typeof csv === 'string') {
    files.push({ path: csv, write: (partial) => writeCases(partial, evaluation) });
  }
  if (typeof report === 'string') {
    files.push({
      path: report,
      write: (partial) => writeHtmlReport(partial, evaluated, pictures),
    });
  }
  await writeTogether(files, async () => undefined);
}
