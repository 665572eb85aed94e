import type { Solid } from './solid.js';

/** What lies in any of the solids. */
export function unite(solids: readonly [Solid, ...Solid[]]): Solid {
  const least = (axis: 0 | 1 | 2) => Math.min(...solids.map(({ low }) => low[axis]));
  const greatest = (axis: 0 | 1 | 2) => Math.max(...solids.map(({ high }) => high[axis]));
  return {
    low: [least(0), least(1), least(2)],
    high: [greatest(0), greatest(1), greatest(2)],
    depth(x, y, z) {
      let deepest = -Infinity;
      for (const solid of solids) deepest = Math.max(deepest, solid.depth(x, y, z));
      return deepest;
    },
  };
}
