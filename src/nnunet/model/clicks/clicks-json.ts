import { z } from 'zod';
import { type ClickEncoding, clickPresetNames, clickPresets } from './click-encoding.js';

const fields = {
  grid: z.enum(['image', 'network']),
  shape: z.enum(['impulse', 'gaussian', 'ball-edt', 'cone']),
  size: z.number().nonnegative(),
  unit: z.enum(['voxel', 'mm']),
  combine: z.enum(['sum', 'max']),
  peak: z.enum(['unit-sum', 'one']),
  mapping: z.enum(['corner-half-even', 'centre-half-up']),
  crop_offset: z.enum(['fixed', 'doubled']),
  crop_box: z.enum(['all', 'images']),
  previous: z.enum(['none', 'mask', 'probability']),
};

const parts = z.strictObject(fields).partial();
const preset = z.enum(clickPresetNames);

/**
 * `clicks` of model.json: the name of a preset; an object with a `preset` and what is otherwise; or an object that says
 * grid, shape and size and, where it is not as usual, the rest.
 */
export const clicksJsonSchema = z
  .union([preset, parts.extend({ preset: preset.nullish() })], {
    error: `expected a preset (${clickPresetNames.join(', ')}) or an object with grid, shape, size, ...`,
  })
  .transform((value, context): ClickEncoding => {
    const { preset: name, ...told } = typeof value === 'string' ? { preset: value } : value;
    const encoding = { ...usual(told), ...(name ? clickPresets[name] : {}), ...inCode(told) };
    const complaint = complaintOf(encoding);
    if (complaint === null) return encoding as ClickEncoding;
    context.addIssue({ code: 'custom', message: complaint });
    return z.NEVER;
  });

type Told = z.infer<typeof parts>;

/** What holds where nothing is said of it. */
function usual({ grid, shape }: Told): Partial<ClickEncoding> {
  return {
    ...(shape === 'impulse' ? { size: 0 } : {}),
    unit: 'voxel',
    combine: 'max',
    peak: 'one',
    mapping: 'centre-half-up',
    cropOffset: 'fixed',
    cropBox: grid === 'image' ? 'all' : 'images',
    previous: 'none',
  };
}

function inCode({ crop_offset, crop_box, ...rest }: Told): Partial<ClickEncoding> {
  const renamed = { cropOffset: crop_offset, cropBox: crop_box, ...rest };
  const given = Object.entries(renamed).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<ClickEncoding>;
}

/** Why there is no such encoding; null for one that there is. */
function complaintOf(encoding: Partial<ClickEncoding>): string | null {
  const { grid, shape, size, combine, peak, cropBox } = encoding;
  if (grid === undefined) return 'grid is missing: expected image or network';
  if (shape === undefined) {
    return 'shape is missing: expected impulse, gaussian, ball-edt or cone';
  }
  if (shape !== 'impulse' && !(size !== undefined && size > 0)) {
    return `size is ${size ?? 'missing'}: a ${shape} needs one above 0`;
  }
  if (peak === 'unit-sum' && shape !== 'impulse' && (shape !== 'gaussian' || combine !== 'sum')) {
    return 'peak is unit-sum, which is for a gaussian whose clicks are combined by sum';
  }
  if (grid === 'network' && cropBox === 'all') {
    return "crop_box is all, but channels on the network's grid come after the crop: expected images";
  }
  return null;
}
