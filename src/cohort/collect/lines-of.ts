import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lesionCells, lesionColumns } from '../../segment/report/lesion-cells.js';
import type { ReportedLesion } from '../../segment/report/reported-lesion.js';
import { findingColumns, findingLine } from '../finding-line.js';
import { findingFields } from '../finished-report.js';
import { type IndexEntry, indexFields } from '../index/index-entry.js';
import { readFailure } from '../run/failures.js';
import { studyFolder } from '../run/study-folder.js';
import { doneReport } from './done-report.js';
import type { FoundStudy } from './look-at-cohort.js';
import { reportedLesionSchema } from './reported-lesion-schema.js';

const schema = z.looseObject({
  ...findingFields,
  ...indexFields,
  lesions: findingFields.lesions.extend({ table: z.array(reportedLesionSchema) }),
  threads: z.number(),
  precision: z.string(),
  run: z.looseObject({ shard: z.number(), node: z.string(), restarts: z.string().optional() }),
});

const indexReport = z.object(indexFields);

/** The tables of a cohort. */
export const tables = ['lesions.csv', 'lesions-each.csv', 'runs.csv', 'failed.csv'] as const;

export type Table = (typeof tables)[number];

/** Their columns, in order. */
export const tableColumns: Readonly<Record<Table, readonly string[]>> = {
  'lesions.csv': findingColumns,
  'lesions-each.csv': ['study', ...lesionColumns],
  'runs.csv': ['study', 'shard', 'seconds', 'device', 'precision', 'threads', 'node', 'restarts'],
  'failed.csv': ['study', 'code', 'error'],
};

/** What one study adds to the tables and to the index. */
export interface StudyLines {
  readonly lines: Readonly<Partial<Record<Table, readonly object[]>>>;
  readonly entry: IndexEntry;
}

/**
 * What a study that is done or has failed adds to the tables and the index of its cohort.
 *
 * @throws InputError when what a run has written is damaged
 */
export async function linesOf(output: string, { name, state }: FoundStudy): Promise<StudyLines> {
  return state === 'failed' ? failureOf(output, name) : findingOf(output, name);
}

async function findingOf(output: string, study: string): Promise<StudyLines> {
  const done = await doneReport(output, study, schema);
  const { lesions, seconds, device, precision, threads, run } = done;
  const { shard, node, restarts } = run;
  const took = { shard, seconds: seconds.total, device, precision, threads, node, restarts };
  return {
    lines: {
      'lesions.csv': [findingLine(study, done, undefined)],
      'lesions-each.csv': lesions.table.map((lesion) => lineOf(study, lesion)),
      'runs.csv': [{ study, ...took }],
    },
    entry: { study, ...linksOf(output, study), error: null, report: indexReport.parse(done) },
  };
}

/** Of what a run makes beside a mask that which is there. */
function linksOf(output: string, study: string): Pick<IndexEntry, 'page' | 'thumbnail'> {
  const ifThere = (file: string): string | null =>
    existsSync(join(studyFolder(output, study), file)) ? `studies/${study}/${file}` : null;
  return { page: ifThere('page.html'), thumbnail: ifThere('thumbnail.png') };
}

function lineOf(study: string, lesion: ReportedLesion): object {
  const cells = lesionCells(lesion).map((cell, k) => [lesionColumns[k]!, cell] as const);
  return { study, ...Object.fromEntries(cells) };
}

async function failureOf(output: string, study: string): Promise<StudyLines> {
  const failure = await readFailure(output, study);
  const error = failure?.message ?? '';
  return {
    lines: {
      'lesions.csv': [findingLine(study, null, error)],
      'failed.csv': [{ study, code: failure?.code, error }],
    },
    entry: { study, page: null, thumbnail: null, error, report: null },
  };
}
