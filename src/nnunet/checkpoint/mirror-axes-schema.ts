import { z } from 'zod';

/** Spatial axes of the transposed image, 0 the slowest; each once, for a pass more would count twice. */
export const mirrorAxesSchema = z
  .array(z.int().min(0).max(2))
  .max(3)
  .refine((axes) => new Set(axes).size === axes.length, 'names an axis twice');
