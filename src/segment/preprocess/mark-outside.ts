/**
 * Marks the background of an earlier network's segmentation that lies outside of the nonzero region with
 * −1, and counts its foreground there as inside from now on, as nnU-Net's crop_to_nonzero does.
 *
 * @param labels [z,y,x] of the cropped image
 * @param inside 1 in the nonzero region, else 0, on the same grid; changed in place
 * @returns labels with −1 outside
 */
export function markOutside(labels: Uint8Array, inside: Uint8Array): Int16Array {
  const marked = Int16Array.from(labels);
  for (let i = 0; i < marked.length; i++) {
    if (inside[i] !== 0) continue;
    if (marked[i] === 0) marked[i] = -1;
    else inside[i] = 1;
  }
  return marked;
}
