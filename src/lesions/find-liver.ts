import { connectedComponents } from '../array/connected-components.js';
import type { BodyLandmarks } from './body-landmarks.js';
import { coarseTissue, type TissueImages } from './coarse-tissue.js';
import { layLiverSphere } from './lay-liver-sphere.js';
import { notFound, type Reference } from './reference-region.js';

// Soft tissue with and without contrast medium; liver as FDG shows it, above muscle.
const hu = { from: 25, to: 200 };
const suv = { from: 1, to: 5 };
// To the patient's right, and about the lungs' base, mm.
const rightMm = 25;
const belowMm = 150;
const aboveMm = 70;
const leastLitres = 0.3;

/**
 * Finds a sphere of 3 cm in the right lobe of the liver: of the soft tissue on the right about the lungs' base that has liver's uptake,
 * the largest piece, which must be as large as a liver; in it the place that is deepest inside. Lesions are no liver.
 */
export function findLiver(images: TissueImages, landmarks: BodyLandmarks): Reference {
  if (landmarks.lungs === null) return notFound('no lungs are in view to find the liver by');
  const { size, spacing } = landmarks.body;
  const { at, worldOf } = coarseTissue(images, landmarks.body);
  const like = liverLike(at, landmarks, landmarks.lungs.base);
  keepLargest(like, size);
  const litres = (like.reduce((a, b) => a + b, 0) * spacing.reduce((a, b) => a * b, 1)) / 1e6;
  if (litres < leastLitres) {
    return notFound(
      `no tissue like liver is large enough on the right below the lungs (${litres.toFixed(2)} l)`,
    );
  }
  return layLiverSphere(images, { data: like, size, spacing, worldOf });
}

function liverLike(
  tissueAt: ReturnType<typeof coarseTissue>['at'],
  { body, middle }: BodyLandmarks,
  base: number,
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
          tissue.hu >= hu.from &&
          tissue.hu <= hu.to &&
          tissue.suv >= suv.from &&
          tissue.suv <= suv.to;
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
