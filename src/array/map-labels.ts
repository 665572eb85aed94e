/** The labels that labels become, voxel by voxel; `becomes` is asked once of each value. */
export function mapLabels(labels: Uint8Array, becomes: (value: number) => number): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, value) => becomes(value));
  return labels.map((value) => table[value]!);
}
