import fc from 'fast-check';
import { connectedComponents } from '../../../src/array/connected-components.js';
import type { Shape } from '../../../src/array/grid.js';
import type { CertaintyStep } from '../../../src/nnunet/model/lesion-certainty.js';
import { dropUncertain } from '../../../src/segment/postprocess/drop-uncertain.js';

// A logit of 2 is a probability of 0.8808, one of 3 of 0.9526.
const steps: readonly CertaintyStep[] = [
  { fromMl: 0, probability: 0.88 },
  { fromMl: 1, probability: 0.95 },
];

describe('dropUncertain', () => {
  // Half a millilitre a voxel: lesions of one, two (touching by an edge), and three voxels.
  const shape: Shape = [1, 3, 7];
  const logits = (one: number, two: number, three: number) => [
    ...[one, -1, 1, -1, -1, 0.5, 0.5],
    ...[-1, -1, -1, two, -1, three, -1],
    ...[-1, -1, -1, -1, -1, -1, -1],
  ];
  let dropped = 0;
  const judged = (values: number[], by = steps) => {
    const result = Float32Array.from(values);
    dropped = dropUncertain(result, shape, 0.5, by);
    return [...result];
  };

  test('asks more of a large lesion than of a small one', () => {
    expect(judged(logits(2, 3, 3))).toEqual(logits(2, 3, 3));
    const changed = logits(-1.75, 2.75, 2.75).map((v, i) =>
      [2, 5, 6, 10, 12].includes(i) ? -v : v,
    );
    expect(judged(logits(1.75, 2.75, 2.75))).toEqual(changed);
    expect(dropped).toBe(3);
  });

  test('keeps a lesion with a click in it', () => {
    const result = Float32Array.from(logits(0.25, 2.75, 2.75));
    expect(dropUncertain(result, shape, 0.5, steps, [0, 20, 6])).toBe(1);
    expect([...result]).toEqual(
      logits(0.25, 2.75, 2.75).map((v, i) => ([2, 10].includes(i) ? -v : v)),
    );
  });

  test('takes differences of probabilities for what they are', () => {
    // Of 0.9 - 0.1 and 0.97 - 0.03: above 0.88, and above 0.95; 0.96 - 0.04 is asked for the same.
    const given = logits(0.8, 0.94, 0.92);
    const result = Float32Array.from(given);
    expect(dropUncertain(result, shape, 0.5, steps, [], true)).toBe(0);
    const less = Float32Array.from(logits(0.75, 0.94, 0.89));
    // 0.875 and 0.945 are too little.
    expect(dropUncertain(less, shape, 0.5, steps, [], true)).toBe(2);
  });

  test('below the first volume nothing is asked', () => {
    expect(judged(logits(0.25, 0.25, 3), [{ fromMl: 1.5, probability: 0.95 }])).toEqual(
      logits(0.25, 0.25, 3),
    );
  });

  test('no steps leave everything, and a logit of 0 is background', () => {
    expect(judged(logits(0.25, 0.25, 0.25), [])).toEqual(logits(0.25, 0.25, 0.25));
    expect(judged(logits(0, 3, 3))).toEqual(logits(0, 3, 3));
  });

  test('drops whole lesions or none of them, each by its own peak and volume', () => {
    const volumes = fc
      .array(fc.integer({ min: -12, max: 16 }), { minLength: 90, maxLength: 90 })
      .map((values) => Float32Array.from(values, (value) => value / 4));
    fc.assert(
      fc.property(volumes, (before) => {
        const grid: Shape = [3, 5, 6];
        const mask = Uint8Array.from(before, (logit) => Number(logit > 0));
        const result = before.slice();
        dropUncertain(result, grid, 0.25, steps);
        const { start, length, component, voxels, count } = connectedComponents(mask, grid, 18);
        const members = Array.from({ length: count }, (): number[] => []);
        start.forEach((first, run) => {
          for (let i = first; i < first + length[run]!; i++) members[component[run]!]!.push(i);
        });
        const expected = before.slice();
        members.forEach((voxelsOf, lesion) => {
          const needed = voxels[lesion]! * 0.25 >= 1 ? 0.95 : 0.88;
          const peak = Math.max(...voxelsOf.map((i) => before[i]!));
          if (1 / (1 + Math.exp(-peak)) < needed)
            for (const i of voxelsOf) expected[i] = -before[i]!;
        });
        expect(result).toEqual(expected);
      }),
    );
  });
});
