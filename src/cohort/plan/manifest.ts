import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { InputError } from '../../errors.js';
import { isDicom, type StudyFiles } from '../cohort-study.js';
import type { PlannedInput, PlannedStudy } from './cohort-plan.js';
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

/** The manifest as text: tab-separated, a line for each study, in their order. */
export function manifestText(studies: readonly PlannedStudy[]): string {
  const rows = studies.map(({ study, shard, voxels, inputs: [pet, ct] }) => ({
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
  }));
  return stringify(rows, { columns: [...columns], header: true, delimiter: '\t' });
}

/**
 * Reads the manifest's text back.
 *
 * @throws InputError when it is none
 */
export function parseManifest(text: string, path: string): readonly ManifestRow[] {
  const refuse = (cause: unknown): never => {
    throw new InputError(
      `${path} is not the manifest of a plan: ${(cause as Error).message}. Make the plan again.`,
      { cause },
    );
  };
  try {
    const rows: unknown = parse(text, { columns: true, delimiter: '\t' });
    return z.array(rowSchema).parse(rows).map(toRow);
  } catch (cause) {
    return refuse(cause);
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
