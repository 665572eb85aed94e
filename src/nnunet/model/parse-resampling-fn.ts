import { z } from 'zod';
import type { ResamplingFn, SplineOrder } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';

type Key = 'resampling_fn_data' | 'resampling_fn_seg' | 'resampling_fn_probabilities';

// All that nnU-Net's two functions take. Some of it is done in one way here, and some is a matter of speed alone.
const kwargsSchema = z.strictObject({
  order: z.number().optional(),
  order_z: z.number().optional(),
  force_separate_z: z.boolean().nullish(),
  is_seg: z.boolean().optional(),
  separate_z_anisotropy_threshold: z.literal(3).optional(),
  mode: z.literal('linear').optional(),
  aniso_axis_mode: z.literal('nearest-exact').optional(),
  memefficient_seg_resampling: z.boolean().optional(),
  num_threads: z.unknown().optional(),
  device: z.unknown().optional(),
});

// What nnU-Net's planner writes. What its functions default to for an argument that is left out is another thing: spline order 3, and never
// separate z (resample_data_or_seg_to_shape), or separate where the spacing says so (resample_torch_fornnunet).
const planned: Readonly<Record<Key, z.input<typeof kwargsSchema>>> = {
  resampling_fn_data: { order: 3, force_separate_z: null },
  resampling_fn_seg: { order: 1, force_separate_z: null },
  resampling_fn_probabilities: { order: 1, force_separate_z: null },
};

/**
 * Reads one of a configuration's resamplers with its keyword arguments.
 *
 * @throws ModelError naming a function, argument or spline order that autopet does not know
 */
export function parseResamplingFn(
  configuration: Readonly<Record<string, unknown>>,
  key: Key,
): ResamplingFn {
  const name = configuration[key] ?? 'resample_data_or_seg_to_shape';
  const given = configuration[`${key}_kwargs`] ?? null;
  const kwargs = kwargsSchema.safeParse(given ?? planned[key]);
  if (name === 'no_resampling_hack') return { kind: 'none' };
  if (!kwargs.success) {
    const [issue] = kwargs.error.issues;
    throw new ModelError(
      `plans.json: ${key}_kwargs is not of the expected form: ${issue?.path.join('.')}: ${issue?.message}.`,
    );
  }
  const isSeg = key === 'resampling_fn_seg';
  if ((kwargs.data.is_seg ?? isSeg) !== isSeg) {
    throw new ModelError(`plans.json: ${key}_kwargs says is_seg = ${!isSeg}. Expected ${isSeg}.`);
  }
  const { order = 3, order_z = 0, force_separate_z } = kwargs.data;
  switch (name) {
    case 'resample_data_or_seg_to_shape':
      return {
        kind: 'default',
        order: splineOrder(key, order),
        orderZ: splineOrder(key, order_z),
        forceSeparateZ: force_separate_z === undefined ? false : force_separate_z,
      };
    case 'resample_torch_fornnunet':
      return { kind: 'torch', forceSeparateZ: force_separate_z ?? null };
    default:
      throw new ModelError(
        `plans.json: ${key} is "${String(name)}". Supported: resample_data_or_seg_to_shape, resample_torch_fornnunet, no_resampling_hack.`,
      );
  }
}

function splineOrder(key: Key, order: number): SplineOrder {
  if (order === 0 || order === 1 || order === 3) return order;
  throw new ModelError(
    `plans.json: ${key}_kwargs asks for spline order ${order}. Supported: 0, 1 and 3.`,
  );
}
