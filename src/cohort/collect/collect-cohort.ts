import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson } from '../../files/read-json.js';
import { mapAtOnce } from '../../process/map-at-once.js';
import { lesionCells, lesionColumns } from '../../segment/report/lesion-cells.js';
import type { ReportedLesion } from '../../segment/report/reported-lesion.js';
import { findingColumns, findingLine } from '../finding-line.js';
import { findingFields } from '../finished-report.js';
import { type IndexEntry, indexFields, urgencyOf } from '../index/index-entry.js';
import { writeIndex } from '../index/write-index.js';
import type { PlannedStudy } from '../plan/cohort-plan.js';
import { readFailure } from '../run/failures.js';
import { studyFolder } from '../run/study-folder.js';
import { writeTable } from '../write-table.js';
import { type CohortState, lookAtCohort } from './look-at-cohort.js';
import { reportedLesionSchema } from './reported-lesion-schema.js';

const doneSchema = z.looseObject({
  ...findingFields,
  ...indexFields,
  lesions: findingFields.lesions.extend({ table: z.array(reportedLesionSchema) }),
  threads: z.number(),
  precision: z.string(),
  run: z.looseObject({ shard: z.number(), node: z.string(), restarts: z.string().optional() }),
});

const rules = {
  Refused: InputError,
  expected: 'what cohort run writes',
  advice: 'Remove the folder of this study, and run its shard again.',
};

/** The tables that are written, by the order of their columns. */
const columns: Readonly<Record<Table, readonly string[]>> = {
  'lesions.csv': findingColumns,
  'lesions-each.csv': ['study', ...lesionColumns],
  'runs.csv': ['study', 'shard', 'seconds', 'device', 'precision', 'threads', 'node', 'restarts'],
  'failed.csv': ['study', 'code', 'error'],
};

type Table = 'lesions.csv' | 'lesions-each.csv' | 'runs.csv' | 'failed.csv';

/** What one study adds to the tables. */
type Lines = Readonly<Partial<Record<Table, readonly object[]>>>;

// File systems over a network answer several at once.
const atOnce = 32;

/**
 * Gathers the results of a cohort in tables: `lesions.csv` what was found in each study, `lesions-each.csv` each lesion, `failed.csv` what failed and why,
 * `runs.csv` where and how long, `index.html` what to look at first. All but `runs.csv` have the same bytes whatever the order, the number and the restarts of the runs.
 *
 * @throws UsageError when there is no plan; InputError when it, or what a run has written, is damaged
 * @throws ResourceError when a table cannot be written
 */
export async function collectCohort(output: string): Promise<CohortState> {
  const state = await lookAtCohort(output);
  const [failed, missing] = [new Set(state.failed), new Set(state.missing)];
  const present = state.plan.studies.filter((study) => !missing.has(study));
  const lines = await mapAtOnce(present, atOnce, (study) =>
    failed.has(study) ? failureOf(output, study) : findingOf(output, study),
  );
  for (const table of Object.keys(columns) as Table[]) {
    const rows = lines.flatMap((of) => of[table] ?? []);
    await writeTable(join(output, table), columns[table], rows);
  }
  const entryOf = (study: PlannedStudy): Promise<IndexEntry> =>
    indexEntry(output, study, failed.has(study));
  const urgencies = await mapAtOnce(present, atOnce, async (study) =>
    urgencyOf(await entryOf(study)),
  );
  await writeIndex(output, urgencies, (k) => entryOf(present[k]!));
  return state;
}

async function findingOf(output: string, { study }: PlannedStudy): Promise<Lines> {
  const path = join(studyFolder(output, study.name), 'done.json');
  const done = await readJson(path, doneSchema, rules);
  const { lesions, seconds, device, precision, threads, run } = done;
  const { shard, node, restarts } = run;
  const took = { shard, seconds: seconds.total, device, precision, threads, node, restarts };
  return {
    'lesions.csv': [findingLine(study.name, done, undefined)],
    'lesions-each.csv': lesions.table.map((lesion) => lineOf(study.name, lesion)),
    'runs.csv': [{ study: study.name, ...took }],
  };
}

function lineOf(study: string, lesion: ReportedLesion): object {
  const cells = lesionCells(lesion).map((cell, k) => [lesionColumns[k]!, cell] as const);
  return { study, ...Object.fromEntries(cells) };
}

async function failureOf(output: string, { study }: PlannedStudy): Promise<Lines> {
  const failure = await readFailure(output, study.name);
  const error = failure?.message ?? '';
  return {
    'lesions.csv': [findingLine(study.name, null, error)],
    'failed.csv': [{ study: study.name, code: failure?.code, error }],
  };
}

async function indexEntry(
  output: string,
  { study: { name: study } }: PlannedStudy,
  hasFailed: boolean,
): Promise<IndexEntry> {
  if (hasFailed) {
    const error = (await readFailure(output, study))?.message ?? '';
    return { study, page: null, thumbnail: null, error, report: null };
  }
  const folder = studyFolder(output, study);
  const report = await readJson(join(folder, 'done.json'), doneSchema, rules);
  const ifThere = (name: string): string | null =>
    existsSync(join(folder, name)) ? `studies/${study}/${name}` : null;
  return {
    study,
    page: ifThere('page.html'),
    thumbnail: ifThere('thumbnail.png'),
    error: null,
    report,
  };
}
