import { z } from 'zod';

/** The options of `segment` that name files it writes. */
export const outputRoles = [
  'output',
  'probabilities',
  'lesionMask',
  'organs',
  'report',
  'lesions',
  'instances',
  'page',
  'thumbnail',
] as const;

/** Options of `segment` that a record's own have not: files are told apart, others JSON could not keep, or change no voxel. */
export const notKept: ReadonlySet<string> = new Set([
  'pet',
  'ct',
  'model',
  'clicks',
  // It is written too; what was in it before the run is not known any more.
  'state',
  'log',
  'onProgress',
  'signal',
  ...outputRoles,
]);

const recordedFile = z.strictObject({
  /** As `segment` calls it: pet, ct, output, report, ... */
  role: z.string(),
  path: z.string().regex(/^[^\0]+$/),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const recordedFiles = z
  .array(recordedFile)
  .refine(
    (files) => new Set(files.map(({ role }) => role)).size === files.length,
    'no role is expected twice',
  );

const holds = (role: string) => (files: readonly { readonly role: string }[]) =>
  files.some((file) => file.role === role);

/** What a run was: enough to tell whether its result still is what it was, and to make it again. */
export const runRecordSchema = z.strictObject({
  format: z.literal('autopet-record-1'),
  autopet: z.string(),
  node: z.string(),
  platform: z.string(),
  processors: z.number(),
  /** As `segment` was given them; all others were left at their defaults. */
  options: z
    .record(z.string(), z.unknown())
    .refine(
      (options) => !Object.keys(options).some((name) => notKept.has(name)),
      'files and the model are not expected among them',
    ),
  device: z.string(),
  precision: z.string(),
  seconds: z.record(z.string(), z.number()),
  model: z.strictObject({
    /** Null for the bundled weights. */
    folder: z.string().nullable(),
    /** Of each fold's weights. */
    sha256: z
      .record(z.string(), z.string())
      .refine((sums) => Object.keys(sums).length > 0, 'it names no weights'),
  }),
  inputs: recordedFiles.refine(holds('pet'), 'it names no PET'),
  outputs: recordedFiles.refine(holds('output'), 'it names no mask'),
});

export type RunRecord = z.output<typeof runRecordSchema>;

/** One file as it was. */
export type RecordedFile = z.output<typeof recordedFile>;
