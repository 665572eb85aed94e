import { z } from 'zod';
import { suvThreshold } from '../../segment/options/options-schema.js';
import { ttaChoices } from '../../segment/predict/plan-passes.js';
import { petUnits } from '../../suv/pet-unit.js';
import type { CohortStudy } from '../cohort-study.js';

const model = z.object({
  /** Absolute path of the folder that was given; null for the bundled weights. */
  path: z.string().nullable(),
  folder: z.string(),
  configuration: z.string(),
  folds: z.array(z.string()),
  sha256: z.record(z.string(), z.string()),
});

const options = z.object({
  configuration: z.string().nullable(),
  folds: z.union([z.literal(['auto', 'all']), z.array(z.string())]),
  lesion_label: z.array(z.union([z.string(), z.number()])).nullable(),
  device: z.enum(['cpu', 'cuda', 'webgpu']),
  precision: z.enum(['float32', 'float16']),
  threads: z.number().int().min(1),
  tta: z.enum(ttaChoices),
  step_size: z.number(),
  suv_threshold: suvThreshold,
  accept_input: z.boolean(),
  pet_unit: z.enum(['auto', ...petUnits]),
  dicom_output: z.boolean(),
  keep_uids: z.boolean(),
  pages: z.boolean(),
});

/** What plan.json holds: all that is the same for every study. Frozen, so that whoever runs a shard gets the same masks. */
export const planSchema = z.object({
  format: z.literal('autopet cohort plan 1'),
  autopet: z.string(),
  studies: z.number().int().min(1),
  shards: z.number().int().min(1),
  /** SHA-256 of manifest.tsv. */
  manifest: z.string(),
  model,
  options,
  /** The study with most voxels, and what it takes of the memory. */
  largest: z.object({ voxels: z.number(), memory_mb: z.number().nullable() }),
});

export type PlanFile = z.output<typeof planSchema>;

/** A file as it was when the plan was made. */
export interface PlannedInput {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** SHA-256 of its first MiB. */
  readonly start: string;
}

/** A study as it was found when the plan was made. */
export interface DescribedStudy {
  readonly study: CohortStudy;
  /** Of the PET; of DICOM half the bytes of all slices, about those of PET and CT together; 0 where that could not be told. */
  readonly voxels: number;
  /** PET and CT, or all files of a DICOM study; empty where one could not be read, so that it will fail in its run. */
  readonly inputs: readonly PlannedInput[];
}

/** A line of manifest.tsv. */
export interface PlannedStudy extends DescribedStudy {
  /** From 1. */
  readonly shard: number;
}
