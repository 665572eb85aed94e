/**
 * The volume in which a network is surer than so much.
 *
 * @param logits on its grid
 * @param voxelMillilitres volume of one of its voxels, ml
 */
export function volumeAbove(logits: Float32Array, logit: number, voxelMillilitres: number): number {
  let voxels = 0;
  for (let i = 0; i < logits.length; i++) if (logits[i]! > logit) voxels++;
  return voxels * voxelMillilitres;
}
