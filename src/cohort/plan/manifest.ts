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

const rowsOfPiece = 512;

/**
 * The manifest piece by piece: tab-separated, a line for each study, in their order.
 *
 * @param shards of the studies
 */
export async function* manifestPieces(
  studies: readonly DescribedStudy[],
  shards: readonly number[],
): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < studies.length; from += rowsOfPiece) {
    const rows = studies
      .slice(from, from + rowsOfPiece)
      .map((study, k) => cellsOf(study, shards[from + k]!));
    const form = { columns: [...columns], header: from === 0, delimiter: '\t' };
    yield Buffer.from(stringify(rows, form));
  }
}

function cellsOf({ study, voxels, inputs: [pet, ct] }: DescribedStudy, shard: number): object {
  return {
    study: study.name,
    shard,
    voxels,
    ...(isDicom(study) ? { dicom: dicomList(study.name) } : { pet: study.pet, ct: study.ct ?? '' }),
    pet_bytes: pet?.bytes,
    pet_modified: pet?.modified,
    pet_start_sha256: pet?.start,
    ct_bytes: ct?.bytes,
    ct_modified: ct?.modified,
    ct_start_sha256: ct?.start,
  };
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
