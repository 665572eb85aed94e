import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../../files/write-file-whole.js';
import type { PlannedFile } from '../../files/write-together.js';
import { lesionCells, lesionColumns } from './lesion-cells.js';
import type { LesionRow } from './lesion-row.js';
import { reportedLesion } from './reported-lesion.js';

/** A line a lesion as CSV; a place takes a column a coordinate, a cell is empty where there is nothing to tell. */
export function lesionFile(path: string, rows: readonly LesionRow[]): PlannedFile {
  const lines = rows.map((row) => lesionCells(reportedLesion(row)));
  const text = stringify([lesionColumns, ...lines]);
  return { path, write: (partial) => writeFileWhole(partial, text) };
}
