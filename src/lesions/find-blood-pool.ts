import type { Vec3 } from '../image/volume.js';
import type { BodyLandmarks } from './body-landmarks.js';
import type { CoarseTissue, TissueImages } from './coarse-tissue.js';
import { measureRegion, notFound, type Reference } from './reference-region.js';

const radiusMm = 5;
const lengthMm = 20;
// Heights within the lungs at which the aorta runs down beside the spine.
const heights = { from: 0.25, to: 0.6 };
const boneHu = 180;
const blood = { fromHu: 10, toHu: 260, fromSuv: 0.6, toSuv: 4 };
// About the middle of a vertebra, mm: mostly to its left and in front.
const search = { right: 5, left: 42, front: 48, back: 5 };
// An aorta is this wide at least and at most, from its middle; so many of sixteen ways may lead on, into a vessel or the heart.
const wall = { least: 6, most: 19 };
const mostOpen = 2;
const leastSoft = 8;
// What belongs to it differs by no more HU, and has at least so much of its uptake.
const alikeHu = 45;
const alikeSuv = 0.7;
const mostVariation = 0.2;

/**
 * Finds a cylinder of 1 cm by 2 cm in the descending aorta: in the middle of the chest, the place left of and in front of the vertebra that
 * has blood about it on all sides, and lung, fat or bone beyond, most evenly taken up.
 *
 * @param tissue samples of the images where the landmarks' body was sampled
 */
export function findBloodPool(
  images: TissueImages,
  landmarks: BodyLandmarks,
  tissue: CoarseTissue,
): Reference {
  if (landmarks.lungs === null) return notFound('no lungs are in view to find the aorta by');
  const { lungs } = landmarks;
  const height = lungs.apex - lungs.base;
  const [lowest, highest] = [heights.from, heights.to].map((share) =>
    Math.round(lungs.base + share * height),
  );
  let best: Reference = notFound('no vessel was told apart beside the spine');
  for (let z = lowest!; z <= highest!; z++) {
    const spine = spineAt(tissue, landmarks, z);
    if (spine === null) continue;
    for (const place of candidates(tissue, landmarks, spine, z)) {
      const world = tissue.worldOf(place);
      const region = measureRegion(images.pet, images.grid, world, radiusMm, lengthMm);
      if (region === null || region.suvSd > mostVariation * region.suvMean) continue;
      const variation = region.suvSd / region.suvMean;
      if (best.region !== null && variation >= best.region.suvSd / best.region.suvMean) continue;
      best = { region, notFound: null };
    }
  }
  return best;
}

/** Middle of the bone near the median plane, in the back half: x, y. */
function spineAt(
  { hu }: CoarseTissue,
  { body, middle }: BodyLandmarks,
  z: number,
): readonly [number, number] | null {
  const [width, height] = body.size;
  let [sx, sy, count] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.abs(x - middle) * body.spacing[0] > 25) continue;
      if (hu[(z * height + y) * width + x]! < boneHu || !isInBack(body, z, y)) continue;
      sx += x;
      sy += y;
      count++;
    }
  }
  return count < 4 ? null : [sx / count, sy / count];
}

function isInBack({ piece, size }: BodyLandmarks['body'], z: number, y: number): boolean {
  const [width, height] = size;
  const rows = Array.from({ length: height }, (_, row) => row).filter((row) => {
    const from = (z * height + row) * width;
    return piece.subarray(from, from + width).includes(1);
  });
  return rows.length > 0 && y > (rows[0]! + rows.at(-1)!) / 2;
}

/** Places left of and in front of the spine that have their own like about them, and within an aorta's width its end. */
function* candidates(
  { hu, suv, lesion }: CoarseTissue,
  { body }: BodyLandmarks,
  [spineX, spineY]: readonly [number, number],
  z: number,
): Generator<Vec3> {
  const [width, height, depth] = body.size;
  const [mmX, mmY, mmZ] = body.spacing;
  const at = (x: number, y: number, slice: number): number => (slice * height + y) * width + x;
  const along = Math.ceil(lengthMm / 2 / mmZ);
  if (z < along || z + along >= depth) return;
  const slices = Array.from({ length: 2 * along + 1 }, (_, i) => z - along + i);
  for (let y = Math.ceil(spineY - search.front / mmY); y <= spineY + search.back / mmY; y++) {
    for (let x = Math.ceil(spineX - search.right / mmX); x <= spineX + search.left / mmX; x++) {
      if (x < 0 || x >= width || y < 0 || y >= height) continue;
      const [ownHu, ownSuv] = [hu[at(x, y, z)]!, suv[at(x, y, z)]!];
      if (ownHu < blood.fromHu || ownHu > blood.toHu) continue;
      if (ownSuv < blood.fromSuv || ownSuv > blood.toSuv) continue;
      const isLike = (column: number, row: number, slice: number): boolean => {
        if (column < 0 || column >= width || row < 0 || row >= height) return false;
        const i = at(column, row, slice);
        if (lesion[i] !== 0) return false;
        return Math.abs(hu[i]! - ownHu) <= alikeHu && suv[i]! >= alikeSuv * ownSuv;
      };
      const reach = (slice: number, [dx, dy]: readonly [number, number]) => {
        let mm = 0;
        const column = (): number => Math.round(x + (dx * mm) / mmX);
        const row = (): number => Math.round(y + (dy * mm) / mmY);
        while (mm <= wall.most && isLike(column(), row(), slice)) mm++;
        return { mm, beyondHu: hu[at(column(), row(), slice)] ?? ownHu };
      };
      const isVessel = slices.every((slice) => {
        const reaches = directions.map((direction) => reach(slice, direction));
        const open = reaches.filter(({ mm }) => mm > wall.most).length;
        // Marrow has harder bone about it, a vessel lung and fat.
        const soft = reaches.filter(({ beyondHu }) => beyondHu < ownHu - alikeHu).length;
        return reaches.every(({ mm }) => mm >= wall.least) && open <= mostOpen && soft >= leastSoft;
      });
      if (isVessel) yield [x, y, z];
    }
  }
}

/** To sixteen sides. */
const directions = Array.from(
  { length: 16 },
  (_, i) => [Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8)] as const,
);
