import { basename } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { readJson } from '../files/read-json.js';
import { type IndexEntry, indexFields, urgencyOf } from './index/index-entry.js';
import { writeIndex } from './index/write-index.js';
import type { Turn } from './take-study.js';
import { toldWithin } from './told-within.js';
import type { Outcome } from './write-tables.js';

const reportSchema = z.object(indexFields);
const rules = { Refused: InputError, expected: 'a report of autopet segment' };

/**
 * Writes the index of studies whose results lie in one folder.
 *
 * @param turns of the outcomes, in the same order
 * @throws InputError when a report is gone; ResourceError, UsageError when it cannot be written
 */
export async function writeFlatIndex(
  folder: string,
  turns: readonly Turn[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const entries = await Promise.all(
    outcomes.map(async ({ study, error }, k): Promise<IndexEntry> => {
      const { page, thumbnail, report } = turns[k]!.places;
      if (error !== null) {
        const told = toldWithin(folder, error.message);
        return { study, page: null, thumbnail: null, error: told, report: null };
      }
      return {
        study,
        page: page && basename(page),
        thumbnail: thumbnail && basename(thumbnail),
        error: null,
        report: await readJson(report, reportSchema, rules),
      };
    }),
  );
  await writeIndex(folder, entries.map(urgencyOf), async (k) => entries[k]!);
}
