import { existsSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { readJson } from '../files/read-json.js';
import type { Report, ReportedLesions } from '../segment/report/report.js';
import type { PetFacts } from '../suv/pet-facts.js';
import { type FileSum, type FilesSum, sumFile, sumFolder } from './sum-input.js';

/** What a mask hangs on: it is as good as a new one if all of this is the same. */
export interface Conditions {
  /** autopet's version. */
  readonly autopet: string;
  readonly model: Report['model'];
  /** The very bytes of the images, wherever they lie, and what a sidecar tells of the PET. */
  readonly inputs:
    | {
        readonly pet: readonly FileSum[];
        readonly ct: readonly FileSum[];
        readonly sidecar: PetFacts | null;
      }
    | { readonly dicom: FilesSum };
  /** The options that may change a voxel. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What is told of a study, whether it was done now or before. */
export type Finding = Pick<Report, 'device' | 'seconds'> & {
  readonly lesions: Pick<ReportedLesions, 'count' | 'tmtv_ml' | 'tlg' | 'suv_max' | 'dropped'>;
};

/** An earlier report that still holds, or why there is none. */
export type Finished =
  | { readonly report: Finding }
  | { readonly report: null; readonly reason: string | null };

const fileSum = z.object({ bytes: z.number(), sha256: z.string() });

/** The fields of a report that make a {@link Finding}. */
export const findingFields = {
  device: z.string(),
  seconds: z.record(z.string(), z.number()),
  lesions: z.object({
    count: z.number(),
    tmtv_ml: z.number(),
    tlg: z.number(),
    suv_max: z.number().nullable(),
    dropped: z.number(),
  }),
};

const reportSchema = z.looseObject({
  mask: fileSum,
  objects: z.record(z.string(), fileSum).optional(),
  ...findingFields,
});

const subjects = {
  autopet: 'by another version of autopet',
  model: 'with another model',
  inputs: 'of other images',
  settings: 'with other options',
} as const satisfies Record<keyof Conditions, string>;

/**
 * What was found in a study that was segmented before, under the same conditions.
 *
 * @param path of its report
 * @param mask that must be there, with the bytes that the report tells
 * @param objects a folder of which the same holds; null for none
 */
export async function finishedReport(
  path: string,
  mask: string,
  objects: string | null,
  expected: Conditions,
): Promise<Finished> {
  if (!existsSync(path) && !existsSync(mask)) return { report: null, reason: null };
  if (!existsSync(mask)) return { report: null, reason: 'its mask is gone' };
  const rules = { Refused: InputError, expected: 'a report of autopet segment' };
  const report = await readJson(path, reportSchema, rules).catch(() => null);
  if (report === null) return { report: null, reason: 'its report is none' };
  const keys = Object.keys(subjects) as (keyof Conditions)[];
  const other = keys.find((key) => JSON.stringify(report[key]) !== JSON.stringify(expected[key]));
  if (other !== undefined) return { report: null, reason: `it was made ${subjects[other]}` };
  const differs = (told: unknown, found: unknown) =>
    JSON.stringify(told ?? null) !== JSON.stringify(found);
  if (differs(report.mask, await sumFile(mask))) {
    return { report: null, reason: 'its mask is not the one of its report' };
  }
  if (
    objects !== null &&
    (report.objects === undefined || differs(report.objects, await sumFolder(objects)))
  ) {
    return { report: null, reason: 'its DICOM objects are not those of its report' };
  }
  return { report };
}
