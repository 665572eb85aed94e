import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../../files/write-file-whole.js';
import { writeJson } from '../../files/write-json.js';
import { type PlannedFile, writeTogether } from '../../files/write-together.js';
import type { EvaluationFiles } from '../report/write-evaluation.js';
import { curveNames, type InteractiveEvaluation } from './interactive-evaluation.js';
import { renderCurves } from './render-curves.js';

/**
 * Writes metrics, table (a line per case and iteration) and page of an interactive evaluation together: all or none.
 *
 * @throws ResourceError, UsageError when a file cannot be written
 */
export async function writeInteractive(
  { metrics, csv, report }: EvaluationFiles,
  evaluation: InteractiveEvaluation,
): Promise<void> {
  const files: PlannedFile[] = [
    { path: metrics, write: (partial) => writeJson(partial, evaluation) },
  ];
  if (typeof csv === 'string') {
    files.push({ path: csv, write: (partial) => writeFileWhole(partial, table(evaluation)) });
  }
  if (typeof report === 'string') {
    const write = (partial: string) => writeFileWhole(partial, renderCurves(evaluation));
    files.push({ path: report, write });
  }
  await writeTogether(files, async () => undefined);
}

function table({ results, settings }: InteractiveEvaluation): string {
  const iterations = Array.from({ length: settings.iterations }, (_, i) => i);
  const lines = results.flatMap((result) =>
    iterations.map((iteration) => ({
      case: result.case,
      subset: result.subset,
      iteration,
      ...Object.fromEntries(curveNames.map((name) => [name, result[name][iteration]])),
    })),
  );
  // Names come from whoever made the files: none may become a formula in a spreadsheet.
  return stringify(lines, {
    columns: ['case', 'subset', 'iteration', ...curveNames],
    header: true,
    escape_formulas: true,
  });
}
