import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../../files/write-file-whole.js';
import type { PlannedFile } from '../../files/write-together.js';
import type { LesionRow } from './lesion-row.js';
import { type ReportedLesion, reportedLesion } from './reported-lesion.js';

/** A line a lesion as CSV; a place takes a column a coordinate, a cell is empty where there is nothing to tell. */
export function lesionFile(path: string, rows: readonly LesionRow[]): PlannedFile {
  const lines = rows.map((row) => {
    const lesion = reportedLesion(row);
    return columns.map(({ of }) => written(of(lesion)));
  });
  const text = stringify([columns.map(({ name }) => name), ...lines]);
  return { path, write: (partial) => writeFileWhole(partial, text) };
}

/** A spreadsheet's yes and no. */
function written(value: number | string | boolean | null): number | string | null {
  return typeof value === 'boolean' ? String(value) : value;
}

interface Column {
  readonly name: string;
  readonly of: (lesion: ReportedLesion) => number | string | boolean | null;
}

const columns: readonly Column[] = [
  value('number'),
  value('region'),
  value('side'),
  ...place('centre', 'mm'),
  ...place('centre', 'index'),
  value('volume_ml'),
  value('suv_max'),
  ...place('suv_max', 'mm'),
  ...place('suv_max', 'index'),
  value('suv_mean'),
  value('suv_peak'),
  value('tlg'),
  value('longest_diameter_mm'),
  value('nearest_mm'),
  value('certainty'),
  value('percist_measurable'),
];

function value(
  name: Exclude<keyof ReportedLesion, `${'centre' | 'suv_max'}_${'mm' | 'index'}`>,
): Column {
  return { name, of: (lesion) => lesion[name] };
}

function place(what: 'centre' | 'suv_max', unit: 'mm' | 'index'): Column[] {
  const names = {
    mm: [`${what}_x_mm`, `${what}_y_mm`, `${what}_z_mm`],
    index: [`${what}_column`, `${what}_row`, `${what}_slice`],
  };
  return names[unit].map((name, axis) => ({
    name,
    of: (lesion) => lesion[`${what}_${unit}`][axis as 0],
  }));
}
