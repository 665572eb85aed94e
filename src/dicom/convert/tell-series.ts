import type { Log } from '../../log.js';
import type { FoundImages } from '../open/find-images.js';
import {
  type DescribedSeries,
  damagedLine,
  describeSeries,
  seriesLine,
} from './describe-series.js';

/**
 * Says of every series in a folder what it is; what is odd about one that is taken is a warning.
 *
 * @param keepUids whether UIDs may be told
 * @returns what was told
 */
export function tellSeries(
  { rows, damagedFiles }: Pick<FoundImages, 'rows' | 'damagedFiles'>,
  keepUids: boolean,
  log: Log,
): readonly DescribedSeries[] {
  const series = rows.map((row) => describeSeries(row, keepUids));
  for (const each of series) {
    const isOdd = each.role !== null && each.why !== null;
    log[isOdd ? 'warn' : 'info']({ ...each }, seriesLine(each));
  }
  if (damagedFiles > 0) log.warn({}, damagedLine(damagedFiles));
  return series;
}
