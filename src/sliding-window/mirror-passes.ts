/**
 * The mirrorings of nnU-Net's test-time augmentation: every subset of the allowed axes, none first,
 * in the order of `itertools.combinations`.
 */
export function mirrorPasses(axes: readonly number[]): number[][] {
  const subsets: number[][] = [[]];
  for (const axis of axes) subsets.push(...subsets.map((subset) => [...subset, axis]));
  return subsets.sort((a, b) => a.length - b.length || compareLists(a, b));
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
