import { type Plane, pixelsOf, ringOf } from './plane.js';

/**
 * Thins a patch to lines one pixel wide that hang together as it does, and keeps at least one pixel (Zhang and Suen, Commun. ACM 1984).
 *
 * @returns a new picture
 */
export function thin(plane: Plane): Plane {
  const data = plane.data.slice();
  const thinned: Plane = { ...plane, data };
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const isSecond of [false, true]) {
      const pixels = pixelsOf(thinned);
      const going = pixels.filter((index) => mayGo(thinned, index, isSecond));
      // A square of four would go as a whole.
      const removed = going.length === pixels.length ? going.slice(1) : going;
      for (const index of removed) data[index] = 0;
      isChanged ||= removed.length > 0;
    }
  }
  return thinned;
}

function mayGo(plane: Plane, index: number, isSecond: boolean): boolean {
  const ring = ringOf(plane, index).map((at) => (at >= 0 ? plane.data[at]! : 0));
  const count = ring.reduce((sum, value) => sum + value, 0);
  if (count < 2 || count > 6) return false;
  const rises = ring.filter((value, i) => value === 0 && ring[(i + 1) % 8] === 1).length;
  if (rises !== 1) return false;
  const [above, , right, , below, , left] = ring as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return isSecond
    ? above * right * left === 0 && above * below * left === 0
    : above * right * below === 0 && right * below * left === 0;
}
