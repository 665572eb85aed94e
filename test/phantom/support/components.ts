import type { Vec3 } from '../../../src/image/volume.js';

/** The voxels of each component of a mask [z,y,x], 6-connected: faces touch. */
export function components(mask: Uint8Array, [nx, ny, nz]: Vec3): number[][] {
  const seen = new Uint8Array(mask.length);
  const found: number[][] = [];
  for (let start = mask.indexOf(1); start >= 0; start = mask.indexOf(1, start + 1)) {
    if (seen[start]) continue;
    seen[start] = 1;
    const component = [start];
    for (const voxel of component) {
      const [x, y, z] = [voxel % nx, Math.floor(voxel / nx) % ny, Math.floor(voxel / (nx * ny))];
      const neighbours = [
        x > 0 && voxel - 1,
        x < nx - 1 && voxel + 1,
        y > 0 && voxel - nx,
        y < ny - 1 && voxel + nx,
        z > 0 && voxel - nx * ny,
        z < nz - 1 && voxel + nx * ny,
      ];
      for (const next of neighbours) {
        if (next === false || !mask[next] || seen[next]) continue;
        seen[next] = 1;
        component.push(next);
      }
    }
    found.push(component);
  }
  return found;
}
