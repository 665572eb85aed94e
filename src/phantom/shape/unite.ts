import type { Shape } from './shape.js';

/** What lies in any of the shapes. */
export function unite(shapes: readonly [Shape, ...Shape[]]): Shape {
  const least = (axis: 0 | 1 | 2) => Math.min(...shapes.map(({ low }) => low[axis]));
  const greatest = (axis: 0 | 1 | 2) => Math.max(...shapes.map(({ high }) => high[axis]));
  return {
    low: [least(0), least(1), least(2)],
    high: [greatest(0), greatest(1), greatest(2)],
    depth(x, y, z) {
      let deepest = -Infinity;
      for (const shape of shapes) deepest = Math.max(deepest, shape.depth(x, y, z));
      return deepest;
    },
  };
}
