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

/** How soon somebody should look at a study. */
export interface Urgency {
  /** 0 failed, 1 refused and taken all the same, 2 warned of, 3 nothing found wrong. */
  readonly rank: number;
  /** Certainty of the least certain lesion; 2 without lesions, which come last. */
  readonly certainty: number;
}

/** Tells how soon somebody should look at a study. */
export function urgencyOf({ error, report }: Pick<IndexEntry, 'error' | 'report'>): Urgency {
  if (error !== null || report === null) return { rank: 0, certainty: 0 };
  const rank = { refuse: 1, warn: 2, ok: 3 }[report.input_check.verdict];
  const { table } = report.lesions;
  const certainty = table.reduce((least, row) => Math.min(least, row.certainty ?? 1), 2);
  return { rank, certainty };
}
