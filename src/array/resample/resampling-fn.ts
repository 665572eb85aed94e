/** Degree of the interpolating spline: 0 nearest neighbour, 1 linear, 3 cubic. */
export type SplineOrder = 0 | 1 | 3;

/**
 * A resampler as plans.json names it, with the keyword arguments that change its result:
 * - `default`: `resample_data_or_seg_to_shape` (splines of scikit-image);
 * - `torch`: `resample_torch_fornnunet` (linear, `align_corners` false);
 * - `none`: `no_resampling_hack` (the data keep their shape).
 *
 * `forceSeparateZ` null leaves the choice of a separate low-resolution axis to the spacing.
 */
export type ResamplingFn =
  | {
      readonly kind: 'default';
      readonly order: SplineOrder;
      readonly orderZ: SplineOrder;
      readonly forceSeparateZ: boolean | null;
    }
  | { readonly kind: 'torch'; readonly forceSeparateZ: boolean | null }
  | { readonly kind: 'none' };
