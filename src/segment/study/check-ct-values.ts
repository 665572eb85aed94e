import { describeNumber as n } from './describe-number.js';
import type { ValueDescription } from './describe-values.js';
import type { Finding } from './input-check.js';
import { describeMask, isMask } from './is-mask.js';

const expected = 'HU: air near -1000, fat near -100, soft tissue near 40';
// Fat alone is more than a fiftieth of any body region; lung, gut and the air outside come on top.
const leastBelowWater = 0.005;
const water = -20;
// A window that cuts air off leaves all of it on its lower edge.
const mostOnEdge = 0.05;

/**
 * Tells whether an image holds CT values.
 *
 * @param values of the CT as stored, padding left out
 * @param isPetLike whether the values could be a PET's
 * @returns findings of severity `refuse`; whether a scale matters is for the model to say
 */
export function checkCtValues(values: ValueDescription): Finding[] {
  const finding = (code: Finding['code'], measured: string, advice: string): Finding[] => [
    { code, image: 'CT', severity: 'refuse', measured, expected, advice },
  ];
  const { min, max, count } = values;
  const range = `values run from ${n(min)} to ${n(max)}`;
  if (isMask(values)) {
    return finding('ct-is-mask', describeMask(values), 'It looks like a mask: give the CT.');
  }
  if (count === 0 || min === max) {
    return finding('ct-empty', 'every voxel has the same value', 'Export the CT again.');
  }
  const belowWater = values.shareIn(Number.NEGATIVE_INFINITY, water);
  if (belowWater >= leastBelowWater) {
    const edge = Math.min(min, values.padding ?? min);
    const isEdge = edge === values.padding || values.shareIn(min, min) > mostOnEdge;
    if (min < -500 || edge < -500 || !isEdge) return [];
    return finding(
      'ct-scale',
      `the lowest value is ${n(edge)}, and many voxels have it`,
      'It was cut to a display window, which leaves no lung and no air: export the CT without a window.',
    );
  }
  const measured = `${range}, ${percent(belowWater)} of the voxels below ${water}`;
  if (values.shareIn(850, 1250) > 0.05 && max > 1250) {
    return finding(
      'ct-scale',
      `${measured}, soft tissue near ${n(peakNear1000(values))}`,
      'HU seem to be stored with an offset of 1024 (or 1000): subtract it, or convert the CT again with its rescale intercept.',
    );
  }
  if (max <= 1.5) {
    return finding('ct-scale', measured, 'It was scaled to 0 to 1: give the CT before that.');
  }
  if (max <= 255 && values.isWhole) {
    return finding(
      'ct-scale',
      measured,
      'It was scaled to 8 bits for display: export the CT itself.',
    );
  }
  if (isPetLike(values)) {
    return finding('ct-is-pet', measured, 'It looks like a PET: give the CT with --ct.');
  }
  return finding(
    'ct-scale',
    measured,
    'Convert the CT again with its rescale slope and intercept.',
  );
}

/** No air, most voxels near nothing, and a long tail of hot ones. */
export function isPetLike(values: ValueDescription): boolean {
  const background = values.quantile(0.5);
  return (
    values.min >= -0.01 * values.max &&
    !isMask(values) &&
    values.quantile(0.999) > 5 * Math.max(background, 0)
  );
}

function peakNear1000(values: ValueDescription): number {
  const centres = Array.from({ length: 20 }, (_, i) => 860 + 20 * i);
  const share = (centre: number): number => values.shareIn(centre - 10, centre + 10);
  return centres.reduce((a, b) => (share(b) > share(a) ? b : a));
}

function percent(share: number): string {
  return `${n(100 * share)} %`;
}
