import { InputError } from '../../errors.js';
import type { Geometry, Mat3, Vec3 } from '../../image/volume.js';
import { isSamePicture } from './is-same-picture.js';
import type { Plane, SliceHeader } from './slice-header.js';
import { cross, dot, minus, plus } from './vectors.js';

/** Slices in the order of a volume's k index. */
export interface Stack {
  /** Of the volume: rectangular, with even slices. */
  readonly geometry: Geometry;
  readonly slices: readonly SliceHeader[];
  /**
   * Pixels along i and j by which each slice's first pixel lies beside that of the volume; null where none does. It is
   * the tilt of a gantry.
   */
  readonly shifts: readonly (readonly [number, number])[] | null;
  /** What is odd and was read all the same, in whole sentences. */
  readonly remarks: readonly string[];
}

/** A slice may lie beside its place on the even grid by this share of the distance of slices. */
export const mostJitter = 0.25;
/** From one slice to the next, the distance may differ from the usual one by this share of it, or by `roundingMm`. */
export const mostUneven = 0.1;
const roundingMm = 0.06;
/** Less than this share of the distance of slices apart, two slices lie at one place. */
const samePlace = 0.05;
// Of a pixel, over all slices: less is rounding.
const straightPixels = 0.1;
// Of a pixel: how far a slice may lie from the line of a tilted gantry.
const tiltTolerance = 0.25;

/**
 * Sorts the slices of one series along their normal and makes sure that they are one volume.
 *
 * @param what names the series in messages
 * @throws InputError when slices are missing, unevenly spaced, beside each other, or differ at one place
 */
export async function stackSlices(given: readonly SliceHeader[], what: string): Promise<Stack> {
  const first = given[0]!.plane!;
  checkPlane(first, what);
  const normal = cross(first.along, first.down);
  const along = (slice: SliceHeader): number => dot(slice.plane!.position, normal);
  const sorted = [...given].sort(
    (a, b) => along(a) - along(b) || (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0),
  );
  const usual = usualDistance(sorted.map(along));
  const { slices, remarks } = await withoutDoubles(sorted, along, usual, what);
  const places = slices.map(along);
  const distance = evenDistance(places, first, what);
  const shear = shearOf(slices, first, places, what);
  const origin = originOf(slices, first, shear);
  return {
    geometry: {
      size: [first.columns, first.rows, slices.length],
      spacing: [first.spacing[1], first.spacing[0], distance],
      origin,
      direction: columns(first.along, first.down, normal),
    },
    slices,
    shifts: shear?.shifts ?? null,
    remarks: shear === null ? remarks : [...remarks, shear.remark],
  };
}

/** The matrix that has three directions as its columns, without a negative zero. */
function columns(x: Vec3, y: Vec3, z: Vec3): Mat3 {
  return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]].map(
    (value) => value + 0,
  ) as unknown as Mat3;
}

function checkPlane({ spacing, along, down }: Plane, what: string): void {
  if (!spacing.every((mm) => mm > 0)) {
    throw new InputError(
      `${what} says pixels of ${spacing.join(' x ')} mm (PixelSpacing). Expected positive sizes: export it again.`,
    );
  }
  if (Math.abs(dot(along, down)) > 1e-3) {
    throw new InputError(
      `${what} has rows and columns that are not perpendicular (ImageOrientationPatient). Export it again.`,
    );
  }
}

/** The median distance of slices at different places; 0 where all are at one. */
function usualDistance(places: readonly number[]): number {
  const steps = differences(places)
    .filter((step) => step > 1e-3)
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}

async function withoutDoubles(
  sorted: readonly SliceHeader[],
  along: (slice: SliceHeader) => number,
  usual: number,
  what: string,
): Promise<{ slices: readonly SliceHeader[]; remarks: string[] }> {
  const slices: SliceHeader[] = [];
  let doubles = 0;
  for (const slice of sorted) {
    const before = slices.at(-1);
    if (before === undefined || along(slice) - along(before) > samePlace * usual) {
      slices.push(slice);
      continue;
    }
    doubles++;
    if (!(await isSamePicture(before, slice))) {
      throw new InputError(
        `${what} has several slices at one place that differ, at ${mm(along(slice))} along its normal: it holds several images, such as those of a dynamic or gated scan. Give one of them with --frame, or export one image.`,
      );
    }
  }
  const remarks =
    doubles === 0 ? [] : [`${doubles} slice(s) are there twice, and were taken once.`];
  return { slices, remarks };
}

function evenDistance(places: readonly number[], first: Plane, what: string): number {
  if (places.length === 1) {
    if (first.thickness !== null && first.thickness > 0) return first.thickness;
    throw new InputError(`${what} has one slice without a thickness. Expected a volume.`);
  }
  const usual = usualDistance(places);
  const tolerance = Math.max(mostUneven * usual, roundingMm);
  for (const [i, step] of differences(places).entries()) {
    if (Math.abs(step - usual) <= tolerance) continue;
    const between = `between ${mm(places[i]!)} and ${mm(places[i + 1]!)} along its normal`;
    const missing = Math.round(step / usual) - 1;
    const isGap = missing > 0 && Math.abs(step / usual - 1 - missing) <= mostUneven * (missing + 1);
    throw new InputError(
      isGap
        ? `${what} lacks ${missing} slice(s) ${between}; the others are ${mm(usual)} apart. Copy or export the series again, whole.`
        : `${what} has slices that are ${mm(step)} apart ${between}, and ${mm(usual)} elsewhere. Expected even slices, up to ${mm(tolerance)}: export it with one distance.`,
    );
  }
  const mean = (places.at(-1)! - places[0]!) / (places.length - 1);
  const astray = places.findIndex(
    (place, i) => Math.abs(place - places[0]! - i * mean) > mostJitter * mean,
  );
  if (astray === -1) return mean;
  throw new InputError(
    `${what} has slices whose distance changes: slice ${astray + 1} lies more than ${100 * mostJitter} % of it from its place. Export it with one distance.`,
  );
}

interface Shear {
  readonly shifts: readonly (readonly [number, number])[];
  readonly remark: string;
}

/** How slices lie beside each other, in their own plane. */
function shearOf(
  slices: readonly SliceHeader[],
  first: Plane,
  places: readonly number[],
  what: string,
): Shear | null {
  const start = slices[0]!.plane!.position;
  const beside = slices.map(({ plane }): [number, number] => {
    const way = minus(plane!.position, start);
    return [dot(way, first.along) / first.spacing[1], dot(way, first.down) / first.spacing[0]];
  });
  const most = (values: readonly (readonly number[])[]): number =>
    Math.max(...values.flat().map(Math.abs));
  if (most(beside) <= straightPixels) return null;
  const length = places.at(-1)! - places[0]!;
  const slope = beside.at(-1)!.map((pixels) => pixels / length);
  const line = places.map((place): [number, number] => [
    slope[0]! * (place - places[0]!),
    slope[1]! * (place - places[0]!),
  ]);
  const off = beside.map(([i, j], k) => [i - line[k]![0], j - line[k]![1]]);
  if (!(most(off) <= tiltTolerance)) {
    throw new InputError(
      `${what} has slices that lie beside each other by up to ${most(off).toFixed(1)} pixels (ImagePositionPatient). Expected a straight stack, or one of a tilted gantry: export it again.`,
    );
  }
  const middle = line[Math.floor(line.length / 2)]!;
  const degrees =
    (Math.atan(Math.hypot(slope[0]! * first.spacing[1], slope[1]! * first.spacing[0])) * 180) /
    Math.PI;
  return {
    shifts: line.map(([i, j]) => [i - middle[0], j - middle[1]]),
    remark: `The gantry was tilted by ${degrees.toFixed(1)} degrees: its slices were resampled onto a straight stack.`,
  };
}

/** Of a straight stack that has the middle slice where it is. */
function originOf(slices: readonly SliceHeader[], first: Plane, shear: Shear | null): Vec3 {
  const { position } = slices[0]!.plane!;
  if (shear === null) return position;
  const [i, j] = shear.shifts[0]!;
  return plus(position, first.along, -i * first.spacing[1], first.down, -j * first.spacing[0]);
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - values[i]!);
}

function mm(value: number): string {
  return `${Number(value.toFixed(2))} mm`;
}
