import type { Voxels } from '../array/voxels.js';
import { reorientationTo } from '../image/orient.js';
import type { Geometry, Vec3 } from '../image/volume.js';
import { indexToWorld } from '../image/world.js';
import type { CoarseBody } from './body-landmarks.js';

/** The images of a study, each on the PET's grid. */
export interface TissueImages {
  readonly grid: Geometry;
  /** [z,y,x], SUV in g/ml. */
  readonly pet: Voxels;
  /** [z,y,x], HU. */
  readonly ct: Voxels;
  /** [z,y,x]: what is not 0 is lesion. */
  readonly lesions: Uint8Array;
}

/** A study at the samples of a {@link CoarseBody}, in its order. */
export interface CoarseTissue {
  /** Mean over the voxel and the six that share a face with it, HU: less noise. */
  readonly hu: Float32Array;
  /** The same of the SUV, g/ml. */
  readonly suv: Float32Array;
  /** 1 where the voxel or one of these is lesion. */
  readonly lesion: Uint8Array;
  /** LPS, mm, of a sample x,y,z. */
  readonly worldOf: (sample: Vec3) => Vec3;
}

/** Samples a study as its body was sampled. */
export function coarseTissue(
  { grid, pet, ct, lesions }: TissueImages,
  body: CoarseBody,
): CoarseTissue {
  const { axis, flip } = reorientationTo(grid, 'LPS');
  const voxelOf = (sample: Vec3): Vec3 => {
    const index: [number, number, number] = [0, 0, 0];
    for (const i of [0, 1, 2] as const) {
      const step = Math.round(body.spacing[i] / grid.spacing[axis[i]]);
      const last = grid.size[axis[i]] - 1;
      index[axis[i]] = flip[i] ? last - sample[i] * step : sample[i] * step;
    }
    return index;
  };
  const count = body.size[0] * body.size[1] * body.size[2];
  const tissue = {
    hu: new Float32Array(count),
    suv: new Float32Array(count),
    lesion: new Uint8Array(count),
  };
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  for (let z = 0, o = 0; z < body.size[2]; z++) {
    for (let y = 0; y < body.size[1]; y++) {
      for (let x = 0; x < body.size[0]; x++, o++) {
        const index = voxelOf([x, y, z]);
        const at = index.reduce((sum, n, i) => sum + n * strides[i as 0], 0);
        const [sum, marked, suv] = around(at, index);
        tissue.hu[o] = sum;
        tissue.suv[o] = suv;
        tissue.lesion[o] = marked;
      }
    }
  }
  return { ...tissue, worldOf: (sample) => indexToWorld(grid, voxelOf(sample)) };

  function around(at: number, index: Vec3): [hu: number, lesion: number, suv: number] {
    let [hu, suv, lesion, count] = [ct[at]!, pet[at]!, lesions[at]!, 1];
    for (const i of [0, 1, 2] as const) {
      for (const by of [-1, 1]) {
        if (index[i] + by < 0 || index[i] + by >= grid.size[i]) continue;
        const beside = at + by * strides[i];
        hu += ct[beside]!;
        suv += pet[beside]!;
        lesion |= lesions[beside]!;
        count++;
      }
    }
    return [hu / count, lesion === 0 ? 0 : 1, suv / count];
  }
}
