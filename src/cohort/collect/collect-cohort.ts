import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mapAtOnce } from '../../files/map-at-once.js';
import { type Spool, withSpool } from '../../files/spool.js';
import { writeTogether } from '../../files/write-together.js';
import { type IndexEntry, urgencyOf } from '../index/index-entry.js';
import { indexPath, writeIndex } from '../index/write-index.js';
import { tableText } from '../table-text.js';
import { linesOf, tableColumns, tables } from './lines-of.js';
import { type CohortState, type FoundStudy, lookAtCohort } from './look-at-cohort.js';

// File systems over a network answer several at once.
const atOnce = 32;
const studiesOfPiece = 64;

/**
 * Gathers the results of a cohort in tables: `lesions.csv` what was found in each study, `lesions-each.csv` each lesion, `failed.csv` what failed and why,
 * `runs.csv` where and how long, `index.html` what to look at first. All but `runs.csv` have the same bytes whatever the order, the number and the restarts
 * of the runs. Studies are read some at a time, for there may be very many.
 *
 * @throws UsageError when there is no plan; InputError when it, or what a run has written, is damaged
 * @throws ResourceError when a table cannot be written
 */
export async function collectCohort(output: string): Promise<CohortState> {
  const state = await lookAtCohort(output);
  const present = state.studies.filter((study) => study.state !== 'missing');
  await withSpool<IndexEntry, void>(indexPath(output), async (entries) => {
    const urgencies = await writeTables(output, present, entries);
    await writeIndex(output, urgencies, (k) => entries.at(k));
  });
  return state;
}

/** Writes all tables side by side, keeps what the index tells of each study, and says how soon somebody should look at it. */
async function writeTables(
  output: string,
  studies: readonly FoundStudy[],
  entries: Spool<IndexEntry>,
): Promise<Float64Array> {
  const partials = new Map<string, string>();
  const files = tables.map((table) => ({
    path: join(output, table),
    write: (partial: string): Promise<void> => {
      partials.set(table, partial);
      return writeFile(partial, tableText(tableColumns[table], [], true));
    },
  }));
  return writeTogether(files, async () => {
    const urgencies = new Float64Array(studies.length);
    for (let from = 0; from < studies.length; from += studiesOfPiece) {
      const piece = studies.slice(from, from + studiesOfPiece);
      const found = await mapAtOnce(piece, atOnce, (study) => linesOf(output, study));
      for (const table of tables) {
        const lines = found.flatMap(({ lines }) => lines[table] ?? []);
        await appendFile(partials.get(table)!, tableText(tableColumns[table], lines, false));
      }
      await entries.add(found.map(({ entry }) => entry));
      urgencies.set(
        found.map(({ entry }) => urgencyOf(entry)),
        from,
      );
    }
    return urgencies;
  });
}
