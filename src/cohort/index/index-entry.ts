import { z } from 'zod';

/** The fields of a report that an index tells of. */
export const indexFields = {
  input_check: z.object({
    verdict: z.enum(['ok', 'warn', 'refuse']),
    findings: z.array(z.object({ code: z.string(), severity: z.string() })),
  }),
  lesions: z.object({
    count: z.number(),
    tmtv_ml: z.number(),
    suv_max: z.number().nullable(),
    table: z.array(z.object({ certainty: z.number().nullable() })),
  }),
};

const report = z.object(indexFields);

/** One study of an index. Paths begin at the index. */
export interface IndexEntry {
  readonly study: string;
  readonly page: string | null;
  readonly thumbnail: string | null;
  /** Why there is no report. */
  readonly error: string | null;
  readonly report: z.output<typeof report> | null;
}

/**
 * Tells how soon somebody should look at a study, the smaller the sooner: first those that failed, then refused and taken all the
 * same, then warned of, then those with nothing found wrong; of each the least certain first.
 */
export function urgencyOf({ error, report }: Pick<IndexEntry, 'error' | 'report'>): number {
  if (error !== null || report === null) return 0;
  const rank = { refuse: 1, warn: 2, ok: 3 }[report.input_check.verdict];
  return 4 * rank + leastCertainty(report);
}

/** Certainty of the least certain lesion; 2 without lesions, which come last. */
export function leastCertainty({ lesions }: NonNullable<IndexEntry['report']>): number {
  return lesions.table.reduce((least, row) => Math.min(least, row.certainty ?? 1), 2);
}
