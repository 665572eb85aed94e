import { z } from 'zod';

const recordedFile = z.strictObject({
  /** As `segment` calls it: pet, ct, output, report, ... */
  role: z.string(),
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a run was: enough to tell whether its result still is what it was, and to make it again. */
export const runRecordSchema = z.strictObject({
  format: z.literal('autopet-record-1'),
  autopet: z.string(),
  node: z.string(),
  platform: z.string(),
  processors: z.number(),
  /** As `segment` was given them; all others were left at their defaults. */
  options: z.record(z.string(), z.unknown()),
  device: z.string(),
  precision: z.string(),
  seconds: z.record(z.string(), z.number()),
  model: z.strictObject({
    /** Null for the bundled weights. */
    folder: z.string().nullable(),
    /** Of each fold's weights. */
    sha256: z.record(z.string(), z.string()),
  }),
  inputs: z.array(recordedFile),
  outputs: z.array(recordedFile),
});

export type RunRecord = z.output<typeof runRecordSchema>;

/** One file as it was. */
export type RecordedFile = z.output<typeof recordedFile>;
