import { connectedComponents } from '../array/connected-components.js';
import type { BodyLandmarks } from './body-landmarks.js';
import {
  type CoarseTissue,
  coarseTissue,
  type Tissue,
  type TissueImages,
} from './coarse-tissue.js';
import { layLiverSphere } from './lay-liver-sphere.js';
import { notFound, type Reference } from './reference-region.js';
import { deepPlaces, type SampledMask } from './sampled-mask.js';

// Soft tissue with and without contrast medium; liver as FDG shows it, above muscle.
const anyLiver: Look = { hu: [25, 200], suv: [1, 5] };
// About the median of what lies so deep inside.
const coreMm = 10;
const nearHu = 30;
const nearSuv = [0.7, 1.35] as const;
// To the patient's right, and about the lungs' base, mm.
const rightMm = 25;
const belowMm = 150;
const aboveMm = 70;
const leastLitres = 0.3;

/**
 * Finds a sphere of 3 cm in the right lobe of the liver: of the soft tissue on the right about the lungs' base that has liver's uptake,
 * the largest piece, which must be as large as a liver; of that, what is near the median of its depth, so that a neighbour which only
 * looks like some liver goes; in it the place that is deepest inside. Lesions are no liver.
 */
export function findLiver(images: TissueImages, landmarks: BodyLandmarks): Reference {
  if (landmarks.lungs === null) return notFound('no lungs are in view to find the liver by');
  const { size, spacing } = landmarks.body;
  const { at, worldOf } = coarseTissue(images, landmarks.body);
  const find = (look: Look): SampledMask => {
    const data = liverLike(at, landmarks, landmarks.lungs!.base, look);
    keepLargest(data, size);
    return { data, size, spacing, worldOf };
  };
  const any = find(anyLiver);
  const litres = (any.data.reduce((a, b) => a + b, 0) * spacing.reduce((a, b) => a * b, 1)) / 1e6;
  if (litres < leastLitres) {
    return notFound(
      `no tissue like liver is large enough on the right below the lungs (${litres.toFixed(2)} l)`,
    );
  }
  const core = deepPlaces(any, coreMm).map(({ sample }) => at(sample));
  if (core.length === 0) return notFound('what looks like liver is nowhere deep');
  return layLiverSphere(images, find(lookOf(core)));
}

/** What a liver may look like: HU, and SUV in g/ml. */
interface Look {
  readonly hu: readonly [from: number, to: number];
  readonly suv: readonly [from: number, to: number];
}

/** Near the median. */
function lookOf(core: readonly Tissue[]): Look {
  const hu = median(core.map((tissue) => tissue.hu));
  const suv = median(core.map((tissue) => tissue.suv));
  return { hu: [hu - nearHu, hu + nearHu], suv: [nearSuv[0] * suv, nearSuv[1] * suv] };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function liverLike(
  tissueAt: CoarseTissue['at'],
  { body, middle }: BodyLandmarks,
  base: number,
  { hu, suv }: Look,
): Uint8Array {
  const [width, height, depth] = body.size;
  const like = new Uint8Array(body.piece.length);
  const lowest = Math.max(0, Math.ceil(base - belowMm / body.spacing[2]));
  const highest = Math.min(depth - 1, Math.floor(base + aboveMm / body.spacing[2]));
  const right = Math.min(width - 1, Math.floor(middle - rightMm / body.spacing[0]));
  for (let z = lowest; z <= highest; z++) {
    for (let y = 0; y < height; y++) {
      const row = (z * height + y) * width;
      for (let x = 0; x <= right; x++) {
        if (body.piece[row + x] !== 1) continue;
        const tissue = tissueAt([x, y, z]);
        const isLiver =
          !tissue.isLesion &&
          tissue.hu >= hu[0] &&
          tissue.hu <= hu[1] &&
          tissue.suv >= suv[0] &&
          tissue.suv <= suv[1];
        if (isLiver) like[row + x] = 1;
      }
    }
  }
  return like;
}

function keepLargest(
  mask: Uint8Array,
  [width, height, depth]: BodyLandmarks['body']['size'],
): void {
  const { start, length, component, voxels } = connectedComponents(mask, [depth, height, width], 6);
  const most = voxels.indexOf(voxels.reduce((a, b) => Math.max(a, b), 0));
  for (const [run, first] of start.entries()) {
    if (component[run] !== most) mask.fill(0, first, first + length[run]!);
  }
}
