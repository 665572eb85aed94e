import type { ReportedLesion } from './reported-lesion.js';

interface Column {
  readonly name: string;
  readonly of: (lesion: ReportedLesion) => number | string | boolean | null;
}

const columns: readonly Column[] = [
  value('number'),
  value('region'),
  value('side'),
  value('organ'),
  ...place('centre', 'mm'),
  ...place('centre', 'index'),
  value('volume_ml'),
  value('suv_max'),
  ...place('suv_max', 'mm'),
  ...place('suv_max', 'index'),
  value('suv_mean'),
  value('suv_peak'),
  value('sul_max'),
  value('sul_mean'),
  value('sul_peak'),
  value('tlg'),
  value('longest_diameter_mm'),
  value('nearest_mm'),
  value('certainty'),
  value('confidence'),
  value('percist_measurable'),
  value('deauville'),
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

/** What the columns of a table of lesions are called; a place takes one a coordinate. */
export const lesionColumns: readonly string[] = columns.map(({ name }) => name);

/** A lesion's cells, in the order of {@link lesionColumns}; null where there is nothing to tell. */
export function lesionCells(lesion: ReportedLesion): readonly (number | string | null)[] {
  return columns.map(({ of }) => written(of(lesion)));
}

/** A spreadsheet's yes and no. */
function written(value: number | string | boolean | null): number | string | null {
  return typeof value === 'boolean' ? String(value) : value;
}
