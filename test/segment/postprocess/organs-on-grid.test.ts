import { asStored } from '../../../src/image/orient.js';
import { certaintyAt } from '../../../src/segment/postprocess/certainty-at.js';
import type { Region } from '../../../src/segment/postprocess/network-voxels.js';
import { organsOnGrid } from '../../../src/segment/postprocess/organs-on-grid.js';
import { transpose, turnedRegion } from './support/turned-region.js';

const liver = { value: 2, name: 'liver' };

function modelOf(transposeForward: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2], organs = [liver]) {
  const organClasses = { step: [2, 2, 2], organs };
  return { plans: { transposeForward }, organClasses } as unknown as Parameters<
    typeof organsOnGrid
  >[2];
}

/** Of one row of voxels, which the network saw as it is. */
function rowOf(length: number): Region {
  const shape = [1, 1, length] as const;
  const box = [
    [0, 1],
    [0, 1],
    [0, length],
  ] as const;
  const frame = { imageShape: shape, box, imageSpacing: ones, networkSpacing: ones };
  return { shape, frame, orientation: asStored, size: [length, 1, 1] };
}
const ones = [1, 1, 1] as const;

describe('organsOnGrid', () => {
  test('finds the voxel of the network as certaintyAt does, through flips, a transpose, a crop and another spacing', () => {
    const classes = Uint8Array.from({ length: 18 }, (_, i) => i);
    const organs = Array.from({ length: 18 }, (_, value) => ({ value, name: `organ ${value}` }));
    const region = turnedRegion;
    const model = modelOf(transpose, organs);
    const step = [1, 1, 1];
    const map = organsOnGrid({ classes, shape: region.shape, step }, region, model)!;
    const logits = [Float32Array.from({ length: 18 }, (_, i) => i / 4)];
    const layout = { kind: 'difference', channels: 1, subtract: false, background: [] } as const;
    const lesions = { outputs: [1] };
    const certain = certaintyAt({ logits, layout }, region, {
      plans: model.plans,
      lesions,
    } as unknown as Parameters<typeof certaintyAt>[2]);
    // As reckoned by hand in certaintyAt's test: stored (1, 4, 7) and (3, 0, 2).
    expect(map.labels[(7 * 6 + 4) * 4 + 1]).toBe((0 * 3 + 2) * 2 + 0);
    expect(map.labels[(2 * 6 + 0) * 4 + 3]).toBe((2 * 3 + 0) * 2 + 1);
    for (let z = 0, i = 0; z < 8; z++) {
      for (let y = 0; y < 6; y++) {
        for (let x = 0; x < 4; x++, i++) {
          // The crop leaves the first two slices out.
          const logit = Math.log(1 / (1 / certain([x, y, z]) - 1));
          expect(map.labels[i]).toBe(z < 2 ? 0 : Math.round(4 * logit));
        }
      }
    }
  });

  test('each voxel of the grid is as many as a step of the network, the last one less', () => {
    const region = rowOf(5);
    const found = { classes: Uint8Array.of(2, 3, 2), shape: [1, 1, 3], step: [2, 2, 2] } as const;
    const kept = { ...found, classes: found.classes.slice() };
    const map = organsOnGrid(kept, region, modelOf([0, 1, 2]))!;
    // Class 3 is no organ.
    expect([...map.labels]).toEqual([2, 2, 0, 0, 2]);
    expect(map.organs).toEqual([liver]);
  });

  test('stray pieces of less than a fifth of the largest go, larger ones stay', () => {
    const row = [...'2222222222222222222200220000222222'].map(Number);
    const length = row.length;
    const region = rowOf(length);
    const found = {
      classes: Uint8Array.from(row),
      shape: [1, 1, length],
      step: [1, 1, 1],
    } as const;
    const map = organsOnGrid(found, region, modelOf([0, 1, 2]))!;
    expect([...map.labels].join('')).toBe('2222222222222222222200000000222222');
  });

  test('a network without them tells none', () => {
    const region = {} as Parameters<typeof organsOnGrid>[1];
    expect(organsOnGrid(null, region, modelOf([0, 1, 2]))).toBeNull();
  });
});
