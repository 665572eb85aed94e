import { InputError } from '../../errors.js';
import type { SliceHeader } from '../read/slice-header.js';
import { cross, dot } from '../read/vectors.js';

/**
 * Takes one image out of a dynamic or gated series: the slices that come `frame`-th, in the order of their times, at each
 * place.
 *
 * @param frame from 1
 * @throws InputError when there is no such frame at some place
 */
export function takeFrame(
  slices: readonly SliceHeader[],
  frame: number,
  what: string,
): readonly SliceHeader[] {
  const { along, down } = slices[0]!.plane!;
  const normal = cross(along, down);
  const places = new Map<string, SliceHeader[]>();
  for (const slice of slices) {
    const place = dot(slice.plane!.position, normal).toFixed(2);
    places.set(place, [...(places.get(place) ?? []), slice]);
  }
  const counts = [...places.values()].map(({ length }) => length);
  const least = counts.reduce((a, b) => Math.min(a, b));
  const most = counts.reduce((a, b) => Math.max(a, b));
  if (least !== most || frame > least) {
    throw new InputError(
      `${what} has ${least === most ? least : `${least} to ${most}`} image(s) at each place. Expected ${frame} or more, and as many everywhere: --frame takes 1 to ${least}.`,
    );
  }
  return [...places.values()].map((group) => group.sort(byTime)[frame - 1]!);
}

function byTime(a: SliceHeader, b: SliceHeader): number {
  const [s, t] = [a.pet!.times, b.pet!.times];
  const clock = ({ acquisitionDate, acquisitionTime }: typeof s): string =>
    `${acquisitionDate ?? ''} ${acquisitionTime ?? ''}`;
  return (
    clock(s).localeCompare(clock(t), 'en') ||
    (s.frameReferenceTime ?? 0) - (t.frameReferenceTime ?? 0) ||
    (a.instanceNumber ?? 0) - (b.instanceNumber ?? 0)
  );
}
