import type { Shape } from '../../array/grid.js';
import type { Reorientation } from '../../image/orient.js';
import type { Vec3 } from '../../image/volume.js';
import type { Plans } from '../../nnunet/model/plans.js';
import type { Frame } from '../preprocess/frame.js';

/** Where the network looked. */
export interface Region {
  /** Of its grid, [z,y,x] after transposing. */
  readonly shape: Shape;
  readonly frame: Frame;
  /** Brought the PET to the network. */
  readonly orientation: Reorientation;
  /** Of the PET as stored, x,y,z. */
  readonly size: Vec3;
}

/** Of one axis of the PET. */
export interface AxisVoxels {
  /** The network's axis, of [z,y,x] after transposing, that runs along it. */
  readonly axis: 0 | 1 | 2;
  /** The network's nearest voxel along it, of each voxel of the PET; below 0 or beyond its grid where the network saw nothing. */
  readonly voxels: Int32Array;
}

/** The network's voxels that are nearest to the PET's, along x, y and z as the PET is stored. */
export function networkVoxels(
  { shape, frame, orientation, size }: Region,
  { transposeForward }: Pick<Plans, 'transposeForward'>,
): [AxisVoxels, AxisVoxels, AxisVoxels] {
  const ofOriented = (oriented: 0 | 1 | 2): AxisVoxels => {
    const axis = transposeForward.indexOf((2 - oriented) as 0 | 1 | 2) as 0 | 1 | 2;
    const [from, to] = frame.box[axis];
    const length = size[orientation.axis[oriented]];
    const isFlipped = orientation.flip[oriented];
    const voxels = Int32Array.from({ length }, (_, i) => {
      const inImage = isFlipped ? length - 1 - i : i;
      return Math.floor(((inImage - from + 0.5) / (to - from)) * shape[axis]);
    });
    return { axis, voxels };
  };
  const ofStored = (axis: 0 | 1 | 2): AxisVoxels =>
    ofOriented(orientation.axis.indexOf(axis) as 0 | 1 | 2);
  return [ofStored(0), ofStored(1), ofStored(2)];
}
