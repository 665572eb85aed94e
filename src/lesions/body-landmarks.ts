import { connectedComponents } from '../array/connected-components.js';
import { fillHoles } from '../array/fill-holes.js';
import type { Voxels } from '../array/voxels.js';
import { reorientationTo } from '../image/orient.js';
import type { Geometry, Vec3 } from '../image/volume.js';

/** A study sampled every few mm, in axial slices from the feet up: x to the left, y to the back. */
export interface CoarseBody {
  /** Samples along x, y, z. */
  readonly size: Vec3;
  /** mm between samples, x,y,z. */
  readonly spacing: Vec3;
  /** The piece of body that each sample belongs to in its slice, from 1, the largest first; 0 outside. Lungs are inside. */
  readonly piece: Uint8Array;
  /** 1 where there is air within the body. */
  readonly air: Uint8Array;
}

/** Heights and the median plane of a body, as samples of a {@link CoarseBody}. */
export interface BodyLandmarks {
  readonly body: CoarseBody;
  /** Median plane, x. */
  readonly middle: number;
  /** Lowest and highest slice of the lungs; null where there are none. */
  readonly lungs: { readonly base: number; readonly apex: number } | null;
  /** The highest slice below the lungs in which two legs stand apart; null where none is. */
  readonly crotch: number | null;
}

const bodyHu = -500;
const coarseMm = 5;
// What a couch is thinner than, from either side.
const couchMm = 8;
const mostPieces = 255;

/**
 * Finds the body in a CT, its lungs by the air in them, the median plane and the height at which the legs begin.
 *
 * @param ct [z,y,x] in HU
 * @returns null where the CT shows no body
 */
export function findLandmarks(ct: Voxels, grid: Geometry): BodyLandmarks | null {
  const body = sampleBody(ct, grid);
  const [width, height, depth] = body.size;
  const slices = Array.from({ length: depth }, (_, z) =>
    describeSlice(body, z * width * height, width * height),
  );
  if (slices.every(({ pieces }) => pieces.length === 0)) return null;
  const lungs = findLungs(slices, body);
  const trunk = lungs === null ? slices : slices.slice(lungs.base, lungs.apex + 1);
  const middle = median(
    trunk.flatMap(({ pieces: [largest] }) =>
      largest === undefined ? [] : [(largest.from + largest.to) / 2],
    ),
  );
  return {
    body,
    middle,
    lungs,
    crotch: lungs === null ? null : findCrotch(slices, lungs.base, middle, body.spacing),
  };
}

/** The sample nearest to a voxel. */
export function sampleAt(body: CoarseBody, grid: Geometry, index: Vec3): Vec3 {
  const { axis, flip } = reorientationTo(grid, 'LPS');
  const along = (i: 0 | 1 | 2): number => {
    const voxel = flip[i] ? grid.size[axis[i]] - 1 - index[axis[i]] : index[axis[i]];
    const step = Math.round(body.spacing[i] / grid.spacing[axis[i]]);
    return Math.min(body.size[i] - 1, Math.max(0, Math.round(voxel / step)));
  };
  return [along(0), along(1), along(2)];
}

function sampleBody(ct: Voxels, grid: Geometry): CoarseBody {
  const { axis, flip } = reorientationTo(grid, 'LPS');
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  const lines = ([0, 1, 2] as const).map((i) => {
    const length = grid.size[axis[i]];
    const step = Math.max(1, Math.round(coarseMm / grid.spacing[axis[i]]));
    const offsets = Array.from({ length: Math.ceil(length / step) }, (_, n) => {
      const at = flip[i] ? length - 1 - n * step : n * step;
      return at * strides[axis[i]];
    });
    return { offsets, spacing: step * grid.spacing[axis[i]] };
  });
  const [x, y, z] = [lines[0]!, lines[1]!, lines[2]!];
  const size: Vec3 = [x.offsets.length, y.offsets.length, z.offsets.length];
  const spacing: Vec3 = [x.spacing, y.spacing, z.spacing];
  const plane = size[0] * size[1];
  const piece = new Uint8Array(plane * size[2]);
  const air = new Uint8Array(plane * size[2]);
  for (const [k, oz] of z.offsets.entries()) {
    const solid = new Uint8Array(plane);
    let i = 0;
    for (const oy of y.offsets) {
      for (const ox of x.offsets) solid[i++] = ct[oz + oy + ox]! > bodyHu ? 1 : 0;
    }
    const whole = openSlice(solid, size, spacing);
    numberPieces(whole, size, piece.subarray(k * plane, (k + 1) * plane));
    for (let at = 0; at < plane; at++) air[k * plane + at] = whole[at]! & (solid[at]! ^ 1);
  }
  return { size, spacing, piece, air };
}

/** Takes away what is thin, as a couch is, by a box that goes over the slice twice. */
function openSlice(solid: Uint8Array, [width, height]: Vec3, spacing: Vec3): Uint8Array {
  const reach = [spacing[0], spacing[1]].map((mm) => Math.max(1, Math.round(couchMm / mm)));
  const swept = (mask: Uint8Array, wanted: 0 | 1): Uint8Array => {
    // A sample becomes `wanted` where one is within reach.
    let from = mask;
    for (const [axis, stride, length] of [
      [0, 1, width],
      [1, width, height],
    ] as const) {
      const to = from.slice();
      for (let i = 0; i < from.length; i++) {
        if (from[i] !== wanted) continue;
        const at = Math.floor(i / stride) % length;
        for (let d = -reach[axis]!; d <= reach[axis]!; d++) {
          if (at + d >= 0 && at + d < length) to[i + d * stride] = wanted;
        }
      }
      from = to;
    }
    return from;
  };
  // Lungs are filled first: they are no hole to open.
  const filled = fillSlice(solid, width, height);
  const opened = swept(swept(filled, 0), 1);
  return opened.map((value, i) => value & filled[i]!);
}

/** Fills the holes of one slice; between two that are full only its edge leads out. */
function fillSlice(slice: Uint8Array, width: number, height: number): Uint8Array {
  const between = new Uint8Array(3 * slice.length).fill(1);
  between.set(slice, slice.length);
  fillHoles(between, [3, height, width]);
  return between.slice(slice.length, 2 * slice.length);
}

function numberPieces(mask: Uint8Array, [width, height]: Vec3, piece: Uint8Array): void {
  const { start, length, component, voxels } = connectedComponents(mask, [1, height, width], 6);
  const ranked = Array.from(voxels, (_, i) => i).sort((a, b) => voxels[b]! - voxels[a]!);
  const numberOf = new Uint8Array(voxels.length);
  for (const [rank, i] of ranked.slice(0, mostPieces).entries()) numberOf[i] = rank + 1;
  for (const [run, first] of start.entries()) {
    piece.fill(numberOf[component[run]!]!, first, first + length[run]!);
  }
}

interface Piece {
  readonly samples: number;
  /** First and last x. */
  readonly from: number;
  readonly to: number;
}

interface Slice {
  /** Largest first. */
  readonly pieces: readonly Piece[];
  readonly air: number;
}

function describeSlice({ piece, air, size }: CoarseBody, from: number, plane: number): Slice {
  const pieces: { samples: number; from: number; to: number }[] = [];
  let airy = 0;
  for (let i = from; i < from + plane; i++) {
    airy += air[i]!;
    if (piece[i] === 0) continue;
    const x = (i - from) % size[0];
    const known = pieces[piece[i]! - 1];
    if (known === undefined) {
      pieces[piece[i]! - 1] = { samples: 1, from: x, to: x };
    } else {
      known.samples++;
      known.from = Math.min(known.from, x);
      known.to = Math.max(known.to, x);
    }
  }
  return { pieces, air: airy };
}

// Of lungs, that bowel gas and sinuses do not reach.
const leastLungCm2 = 60;
const leastLungMm = 100;
const shareOfWidest = 0.2;

/** The slices about that with most air, as long as they have a fifth of its air. */
function findLungs(slices: readonly Slice[], { spacing }: CoarseBody): BodyLandmarks['lungs'] {
  const cm2 = (spacing[0] * spacing[1]) / 100;
  const widest = slices.reduce((best, { air }, z) => (air > slices[best]!.air ? z : best), 0);
  const most = slices[widest]!.air;
  if (most * cm2 < leastLungCm2) return null;
  const isLung = (z: number): boolean => (slices[z]?.air ?? 0) >= shareOfWidest * most;
  let [base, apex] = [widest, widest];
  while (isLung(base - 1)) base--;
  while (isLung(apex + 1)) apex++;
  return (apex - base) * spacing[2] < leastLungMm ? null : { base, apex };
}

const leastLegCm2 = 25;
// So far legs must stand apart downwards, where the field goes on so far.
const apartMm = 30;

function findCrotch(
  slices: readonly Slice[],
  base: number,
  middle: number,
  spacing: Vec3,
): number | null {
  const least = (100 * leastLegCm2) / (spacing[0] * spacing[1]);
  const isApart = (z: number): boolean => {
    const large = slices[z]!.pieces.filter(({ samples }) => samples >= least);
    const isRight = large.some(({ to }) => to < middle + 1);
    const isLeft = large.some(({ from }) => from > middle - 1);
    return isRight && isLeft && large.every(({ from, to }) => to < middle + 1 || from > middle - 1);
  };
  const run = Math.max(1, Math.round(apartMm / spacing[2]));
  for (let z = base; z >= 0; z--) {
    const down = Array.from({ length: Math.min(run, z + 1) }, (_, i) => z - i);
    if (down.every(isApart)) return z;
  }
  return null;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
