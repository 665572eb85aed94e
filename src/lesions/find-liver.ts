import { connectedComponents } from '../array/connected-components.js';
import { distanceInside } from '../array/distance-inside.js';
import type { Shape } from '../array/grid.js';
import type { BodyLandmarks } from './body-landmarks.js';
import type { CoarseTissue, TissueImages } from './coarse-tissue.js';
import { measureRegion, notFound, type Reference } from './reference-region.js';

const radiusMm = 15;
// The sphere and what the PET blurs into it from outside.
const depthMm = 22;
// Soft tissue with and without contrast medium; liver as FDG shows it, above muscle.
const hu = { from: 25, to: 200 };
const suv = { from: 1, to: 5 };
// To the patient's right, and about the lungs' base, mm.
const rightMm = 25;
const belowMm = 150;
const aboveMm = 70;
const leastLitres = 0.3;
const mostVariation = 0.25;

/**
 * Finds a sphere of 3 cm in the right lobe of the liver: of the soft tissue on the right about the lungs' base that has liver's uptake,
 * the largest piece, which must be as large as a liver; in it the place that is deepest inside. Lesions are no liver.
 *
 * @param tissue samples of the images where the landmarks' body was sampled
 */
export function findLiver(
  images: TissueImages,
  landmarks: BodyLandmarks,
  tissue: CoarseTissue,
): Reference {
  if (landmarks.lungs === null) return notFound('no lungs are in view to find the liver by');
  const { body } = landmarks;
  const shape: Shape = [body.size[2], body.size[1], body.size[0]];
  const like = liverLike(tissue, landmarks);
  keepLargest(like, shape);
  const litres = (sum(like) * body.spacing.reduce((a, b) => a * b, 1)) / 1e6;
  if (litres < leastLitres) {
    return notFound(
      `no tissue like liver is large enough on the right below the lungs (${litres.toFixed(2)} l)`,
    );
  }
  const [sx, sy, sz] = body.spacing;
  const depth = distanceInside(like, shape, [sz, sy, sx]);
  const deepest = depth.reduce((best, mm, i) => (mm > depth[best]! ? i : best), 0);
  if (depth[deepest]! < depthMm)
    return notFound('no sphere of 3 cm fits into what looks like liver');
  const row = Math.floor(deepest / body.size[0]);
  const place = tissue.worldOf([
    deepest - row * body.size[0],
    row % body.size[1],
    Math.floor(row / body.size[1]),
  ]);
  const region = measureRegion(images.pet, images.grid, place, radiusMm);
  if (region === null) return notFound('the voxels are too large for a sphere of 3 cm');
  if (region.suvSd > mostVariation * region.suvMean) {
    return notFound('what looks like liver has too uneven an uptake');
  }
  return { region, notFound: null };
}

function liverLike(tissue: CoarseTissue, { body, middle, lungs }: BodyLandmarks): Uint8Array {
  const [width, height] = body.size;
  const lowest = lungs!.base - belowMm / body.spacing[2];
  const highest = lungs!.base + aboveMm / body.spacing[2];
  return body.piece.map((piece, i) => {
    const x = i % width;
    const z = Math.floor(i / (width * height));
    const isThere =
      piece === 1 &&
      z >= lowest &&
      z <= highest &&
      (middle - x) * body.spacing[0] >= rightMm &&
      tissue.lesion[i] === 0;
    const isLiver =
      tissue.hu[i]! >= hu.from &&
      tissue.hu[i]! <= hu.to &&
      tissue.suv[i]! >= suv.from &&
      tissue.suv[i]! <= suv.to;
    return isThere && isLiver ? 1 : 0;
  });
}

function keepLargest(mask: Uint8Array, shape: Shape): void {
  const { start, length, component, voxels } = connectedComponents(mask, shape, 6);
  const most = voxels.indexOf(voxels.reduce((a, b) => Math.max(a, b), 0));
  for (const [run, first] of start.entries()) {
    if (component[run] !== most) mask.fill(0, first, first + length[run]!);
  }
}

function sum(values: Uint8Array): number {
  return values.reduce((a, b) => a + b, 0);
}
