import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { VoxelIndex } from './clicks.js';

/** Share of the local maximum that a lesion's voxels have at least. */
const isocontour = 0.41;
/** No lesion is grown further than this from its click, mm: what goes on is most likely an organ. */
const farthestMm = 30;

/**
 * Grows a lesion from a click, in place: climbs the PET from the click to a maximum nearby, and takes all that
 * hangs together with it by faces and has at least 41 % of it. The click itself is tumour in any case.
 *
 * @param mask [z,y,x] on the PET's grid
 * @param pet SUV, g/ml
 * @param forbidden indices of voxels that are no tumour
 */
export function growLesion(
  mask: Uint8Array,
  { data, size, spacing }: Volume<Voxels>,
  click: VoxelIndex,
  forbidden: ReadonlySet<number>,
): void {
  const [width, height, depth] = size;
  const indexOf = ([x, y, z]: VoxelIndex): number => (z * height + y) * width + x;
  const isInside = ([x, y, z]: VoxelIndex): boolean =>
    x >= 0 && x < width && y >= 0 && y < height && z >= 0 && z < depth;
  const isNear = (at: VoxelIndex): boolean =>
    Math.hypot(...at.map((each, i) => (each - click[i as 0]) * spacing[i as 0])) <= farthestMm;
  const neighbours = (at: VoxelIndex, steps: readonly VoxelIndex[]): VoxelIndex[] =>
    steps
      .map((step): VoxelIndex => [at[0] + step[0], at[1] + step[1], at[2] + step[2]])
      .filter((each) => isInside(each) && isNear(each) && !forbidden.has(indexOf(each)));
  const valueAt = (at: VoxelIndex): number => data[indexOf(at)]!;

  let top = click;
  for (;;) {
    const next = neighbours(top, allSteps).reduce(
      (best, each) => (valueAt(each) > valueAt(best) ? each : best),
      top,
    );
    if (next === top) break;
    top = next;
  }
  const least = isocontour * valueAt(top);
  const waiting = [top];
  const seen = new Set([indexOf(top)]);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const index = indexOf(at);
    if (!(valueAt(at) >= least)) continue;
    mask[index] = 1;
    for (const each of neighbours(at, faceSteps)) {
      if (seen.has(indexOf(each))) continue;
      seen.add(indexOf(each));
      waiting.push(each);
    }
  }
  mask[indexOf(click)] = 1;
}

const threeSteps = [-1, 0, 1];
const allSteps: readonly VoxelIndex[] = threeSteps.flatMap((z) =>
  threeSteps.flatMap((y) => threeSteps.map((x): VoxelIndex => [x, y, z])),
);
const faceSteps = allSteps.filter((step) => step.filter((each) => each !== 0).length === 1);
