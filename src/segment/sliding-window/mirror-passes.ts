/**
 * The mirrorings of nnU-Net's test-time augmentation: every subset of the allowed axes, none first,
 * in the order of `itertools.combinations`.
 */
export function mirrorPasses(axes: readonly number[]): number[][] {
  const subsets = axes.reduceRight<number[][]>(
    (without, axis) => without.map((subset) => [axis, ...subset]).concat(without),
    [[]],
  );
  return subsets.sort((a, b) => a.length - b.length);
}
