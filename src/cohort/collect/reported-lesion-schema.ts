import { z } from 'zod';
import type { ReportedLesion } from '../../segment/report/reported-lesion.js';

// Reports of earlier versions lack it.
const lean = z.number().nullable().default(null);
const place = z.tuple([z.number(), z.number(), z.number()]);

/** A lesion as a report has it. */
export const reportedLesionSchema: z.ZodType<ReportedLesion> = z.object({
  number: z.number(),
  region: z.enum(['head-neck', 'chest', 'abdomen', 'pelvis', 'leg', 'arm']).nullable(),
  side: z.enum(['left', 'right', 'midline']).nullable(),
  organ: z.string().nullable(),
  centre_mm: place,
  centre_index: place,
  volume_ml: z.number(),
  suv_max: z.number(),
  suv_max_mm: place,
  suv_max_index: place,
  suv_mean: z.number(),
  suv_peak: z.number().nullable(),
  sul_max: lean,
  sul_mean: lean,
  sul_peak: lean,
  tlg: z.number(),
  longest_diameter_mm: z.number(),
  nearest_mm: z.number().nullable(),
  certainty: z.number().nullable(),
  confidence: z.number().nullable(),
  percist_measurable: z.boolean().nullable(),
  deauville: z.literal([2, 3, 4, 5]).nullable(),
});
