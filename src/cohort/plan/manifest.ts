import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { InputError } from '../../errors.js';
import { isSystemError, systemError } from '../../files/system-error.js';
import { isDicom, type StudyFiles } from '../cohort-study.js';
import type { DescribedStudy, PlannedInput, PlannedStudy } from './cohort-plan.js';
import { dicomList } from './plan-files.js';

const columns = [
  'study',
  'shard',
  'voxels',
  'pet',
  'ct',
  'dicom',
  'pet_bytes',
  'pet_modified',
  'pet_start_sha256',
  'ct_bytes',
  'ct_modified',
  'ct_start_sha256',
] as const;

const whole = z.string().regex(/^\d+$/).transform(Number);
const wholeOrNone = z.union([z.literal('').transform(() => null), whole]);

const rowSchema = z.object({
  study: z.string().min(1),
  shard: whole,
  voxels: whole,
  pet: z.string(),
  ct: z.string(),
  dicom: z.string(),
  pet_bytes: wholeOrNone,
  pet_modified: wholeOrNone,
  pet_start_sha256: z.string(),
  ct_bytes: wholeOrNone,
  ct_modified: wholeOrNone,
  ct_start_sha256: z.string(),
});

/** A line of the manifest; of a DICOM study the name of the list of its files. */
export type ManifestRow = Omit<PlannedStudy, 'study'> & {
  readonly name: string;
  readonly files: Omit<StudyFiles, 'name'> | { readonly dicom: string };
};

/** What a line of the manifest tells of a study, but for its shard. */
export type ManifestCells = Readonly<Partial<Record<(typeof columns)[number], string | number>>>;

export function manifestCells({ study, voxels, inputs: [pet, ct] }: DescribedStudy): ManifestCells {
  const files = isDicom(study)
    ? { dicom: dicomList(study.name) }
    : { pet: study.pet, ct: study.ct ?? '' };
  return { study: study.name, voxels, ...files, ...told('pet', pet), ...told('ct', ct) };
}

function told(image: 'pet' | 'ct', input: PlannedInput | undefined): ManifestCells {
  if (input === undefined) return {};
  return {
    [`${image}_bytes`]: input.bytes,
    [`${image}_modified`]: input.modified,
    [`${image}_start_sha256`]: input.start,
  };
}

/**
 * Lines of a manifest: tab-separated, one for each study.
 *
 * @param shards of the studies
 * @param header whether the names of the columns come first
 */
export function manifestText(
  rows: readonly ManifestCells[],
  shards: Uint32Array,
  header: boolean,
): string {
  const lines = rows.map((row, k) => ({ ...row, shard: shards[k] }));
  return stringify(lines, { columns: [...columns], header, delimiter: '\t' });
}

/**
 * Reads a manifest back, line by line.
 *
 * @throws InputError when it cannot be read, or is none
 */
export async function* manifestRows(path: string): AsyncGenerator<ManifestRow> {
  try {
    const file = createReadStream(path);
    const rows = parse({ columns: true, delimiter: '\t' });
    file.on('error', (error) => rows.destroy(error));
    for await (const row of file.pipe(rows)) yield toRow(rowSchema.parse(row));
  } catch (cause) {
    if (isSystemError(cause)) throw systemError(cause, path, 'read', InputError);
    throw new InputError(
      `${path} is not the manifest of a plan: ${(cause as Error).message}. Make the plan again.`,
      { cause },
    );
  }
}

function toRow(row: z.output<typeof rowSchema>): ManifestRow {
  const { study: name, shard, voxels, pet, ct, dicom } = row;
  const inputs = [
    input(pet, row.pet_bytes, row.pet_modified, row.pet_start_sha256),
    input(ct, row.ct_bytes, row.ct_modified, row.ct_start_sha256),
  ];
  return {
    name,
    files: dicom === '' ? { pet, ct: ct === '' ? null : ct } : { dicom },
    shard,
    voxels,
    inputs: inputs.filter((found) => found !== null),
  };
}

function input(
  path: string,
  bytes: number | null,
  modified: number | null,
  start: string,
): PlannedInput | null {
  return bytes === null || modified === null ? null : { path, bytes, modified, start };
}
