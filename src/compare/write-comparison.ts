import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../files/write-file-whole.js';
import { writeJson } from '../files/write-json.js';
import { type PlannedFile, writeTogether } from '../files/write-together.js';
import { volumeFile } from '../image/write/write-volume.js';
import type { CarriedLesions } from './carry-lesions.js';
import type { CheckedCompareOptions } from './compare-options.js';
import type { Comparison } from './comparison.js';
import { comparisonPage } from './comparison-page.js';
import { comparisonReportOf } from './comparison-report.js';
import type { TimePoint } from './read-time-point.js';
import type { FateRow, LesionSum } from './tell-fates.js';

/** What files tell of. */
interface ComparisonParts {
  readonly result: Comparison;
  readonly carried: CarriedLesions;
  readonly baseline: TimePoint;
  readonly followup: TimePoint;
}

/**
 * Writes what was found, as far as it is asked for: all files, or none.
 *
 * @throws ResourceError, UsageError
 */
export async function writeComparison(
  { report, lesions, carried, page }: CheckedCompareOptions,
  parts: ComparisonParts,
): Promise<void> {
  const { result, baseline, followup } = parts;
  const files: PlannedFile[] = [];
  if (lesions !== null) files.push(textFile(lesions, tableOf(result.table)));
  if (carried !== null) {
    const { size, spacing, origin, direction } = followup.mask;
    const { labels: data } = parts.carried;
    files.push(volumeFile(carried, { size, spacing, origin, direction, data }));
  }
  if (page !== null) files.push(textFile(page, comparisonPage(result, baseline, followup)));
  if (report !== null) {
    const write = (partial: string) => writeJson(partial, comparisonReportOf(result));
    files.push({ path: report, write });
  }
  await writeTogether(files, async () => undefined);
}

function textFile(path: string, text: string): PlannedFile {
  return { path, write: (partial) => writeFileWhole(partial, text) };
}

const columns: readonly (readonly [string, (row: FateRow) => string | number | null])[] = [
  ['fate', ({ fate }) => fate],
  ['baseline', ({ baseline }) => baseline.join(' ')],
  ['followup', ({ followup }) => followup.join(' ')],
  ['region', ({ region }) => region],
  ['side', ({ side }) => side],
  ...sums('before', ({ before }) => before),
  ...sums('after', ({ after }) => after),
  ['carried_to_x_mm', ({ carriedTo }) => carriedTo[0]],
  ['carried_to_y_mm', ({ carriedTo }) => carriedTo[1]],
  ['carried_to_z_mm', ({ carriedTo }) => carriedTo[2]],
  ['matched_by', ({ matchedBy }) => matchedBy],
  ['likeness', ({ likeness }) => likeness],
  ['remark', ({ remark }) => remark],
];

function sums(name: string, of: (row: FateRow) => LesionSum | null): typeof columns {
  const column = (
    what: string,
    pick: (sum: LesionSum) => number | null,
  ): (typeof columns)[number] => {
    const value = (row: FateRow): number | null => {
      const sum = of(row);
      return sum && pick(sum);
    };
    return [`${what}_${name}`, value];
  };
  return [
    column('volume_ml', ({ volumeMl }) => volumeMl),
    column('tlg', ({ tlg }) => tlg),
    column('suv_max', ({ suvMax }) => suvMax),
    column('suv_peak', ({ suvPeak }) => suvPeak),
  ];
}

/** A line a row; a cell is empty where there is nothing to tell. */
function tableOf(table: readonly FateRow[]): string {
  return stringify([
    columns.map(([name]) => name),
    ...table.map((row) => columns.map(([, value]) => value(row))),
  ]);
}
