import { writeFileWhole } from '../../files/write-file-whole.js';
import type { Evaluated } from '../evaluate.js';
import { drawCases } from './pictures/draw-cases.js';
import { orderWorstFirst } from './pictures/order-worst-first.js';
import { renderReport } from './render-report.js';

/**
 * Writes an evaluation as a page of HTML, with pictures of the worst cases.
 *
 * @param pictures how many cases are drawn at most
 * @throws InputError when an image cannot be read again
 * @throws ResourceError, UsageError when the page cannot be written
 */
export async function writeHtmlReport(
  path: string,
  { evaluation, files }: Evaluated,
  pictures: number,
): Promise<void> {
  const worst = orderWorstFirst(evaluation.results).slice(0, pictures);
  const filesOf = new Map(files.map((each) => [each.name, each]));
  const drawn = await drawCases(
    worst.map(({ case: name }) => filesOf.get(name)!),
    evaluation.settings,
  );
  await writeFileWhole(path, renderReport(evaluation, drawn));
}
