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

/** A sample of a study. */
export interface Tissue {
  /** Mean over the voxel and the six that share a face with it, HU: less noise. */
  readonly hu: number;
  /** The same of the SUV, g/ml. */
  readonly suv: number;
  /** Whether the voxel or one of these is lesion. */
  readonly isLesion: boolean;
}

/** A study at the samples x,y,z of a {@link CoarseBody}, each looked at when it is asked for. */
export interface CoarseTissue {
  readonly at: (sample: Vec3) => Tissue;
  /** LPS, mm, of a sample. */
  readonly worldOf: (sample: Vec3) => Vec3;
}

/** Makes a study readable as its body was sampled. */
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
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  return {
    at: (sample) => around(voxelOf(sample)),
    worldOf: (at) => indexToWorld(grid, voxelOf(at)),
  };

  function around(index: Vec3): Tissue {
    const at = index[0] + index[1] * strides[1] + index[2] * strides[2];
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
    return { hu: hu / count, suv: suv / count, isLesion: lesion !== 0 };
  }
}
