import { z } from 'zod';
import type { ResamplingFn, SplineOrder } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';

type Key = 'resampling_fn_data' | 'resampling_fn_seg' | 'resampling_fn_probabilities';

const kwargsSchema = z.looseObject({
  order: z.number().optional(),
  order_z: z.number().optional(),
  force_separate_z: z.boolean().nullish(),
});

// What nnU-Net's planner writes, and what its function defaults to for other callers.
const defaultOrder: Readonly<Record<Key, SplineOrder>> = {
  resampling_fn_data: 3,
  resampling_fn_seg: 1,
  resampling_fn_probabilities: 1,
};

/**
 * Reads one of a configuration's resamplers with its keyword arguments.
 *
 * @throws ModelError naming a function or spline order that autopet does not know
 */
export function parseResamplingFn(
  configuration: Readonly<Record<string, unknown>>,
  key: Key,
): ResamplingFn {
  const name = configuration[key] ?? 'resample_data_or_seg_to_shape';
  const kwargs = kwargsSchema.safeParse(configuration[`${key}_kwargs`] ?? {});
  if (!kwargs.success) {
    throw new ModelError(`plans.json: ${key}_kwargs is not of the expected form.`);
  }
  const forceSeparateZ = kwargs.data.force_separate_z ?? null;
  switch (name) {
    case 'resample_data_or_seg_to_shape':
      return {
        kind: 'default',
        order: splineOrder(key, kwargs.data.order ?? defaultOrder[key]),
        orderZ: splineOrder(key, kwargs.data.order_z ?? 0),
        forceSeparateZ,
      };
    case 'resample_torch_fornnunet':
      return { kind: 'torch', forceSeparateZ };
    case 'no_resampling_hack':
      return { kind: 'none' };
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
