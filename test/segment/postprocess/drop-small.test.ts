import fc from 'fast-check';
import { connectedComponents } from '../../../src/array/connected-components.js';
import type { Shape } from '../../../src/array/grid.js';
import { dropSmall } from '../../../src/segment/postprocess/drop-small.js';

describe('dropSmall', () => {
  // Of one, two (touching by an edge) and three voxels; the last has two labels.
  const shape: Shape = [1, 3, 7];
  const rows = [
    [1, 0, 1, 0, 0, 2, 2],
    [0, 0, 0, 1, 0, 1, 0],
    [0, 0, 0, 0, 0, 0, 0],
  ];
  const dropped = (millilitres: number) => {
    const mask = Uint8Array.from(rows.flat());
    dropSmall(mask, shape, 0.5, millilitres);
    return mask;
  };
  const keeping = (...values: number[]) =>
    Uint8Array.from(rows.flat(), (label, i) => (values.includes(i) ? label : 0));

  test('drops lesions below the volume, keeps those of exactly it', () => {
    expect(dropped(0.5)).toEqual(Uint8Array.from(rows.flat()));
    expect(dropped(1)).toEqual(keeping(2, 10, 5, 6, 12));
    expect(dropped(1.5)).toEqual(keeping(5, 6, 12));
    expect(dropped(1.6)).toEqual(new Uint8Array(21));
  });

  test('keeps a lesion with a click in it', () => {
    const mask = Uint8Array.from(rows.flat());
    dropSmall(mask, shape, 0.5, 9, [10, 1]);
    expect(mask).toEqual(keeping(2, 10));
  });

  test('drops nothing for a volume of zero', () => {
    expect(dropped(0)).toEqual(Uint8Array.from(rows.flat()));
  });

  test('leaves exactly the lesions that are large enough, of any mask', () => {
    const masks = fc
      .array(fc.nat(5), { minLength: 90, maxLength: 90 })
      .map((values) => Uint8Array.from(values, (value) => Math.max(0, value - 3)));
    fc.assert(
      fc.property(masks, fc.nat(8), (mask, least) => {
        const all = connectedComponents(mask, [3, 5, 6], 18).voxels;
        const kept = mask.slice();
        dropSmall(kept, [3, 5, 6], 0.25, least * 0.25);
        const left = connectedComponents(kept, [3, 5, 6], 18).voxels;
        expect([...left]).toEqual([...all].filter((voxels) => voxels >= least));
        expect(kept.every((label, i) => label === 0 || label === mask[i])).toBe(true);
      }),
    );
  });
});
