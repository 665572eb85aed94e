import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import { organsOfLesions } from '../../src/lesions/organs-of-lesions.js';
import { sparseMask } from './support/sparse-mask.js';

const organs = [
  { value: 2, name: 'liver' },
  { value: 3, name: 'spleen' },
];

const organsIn = (digits: string, shape: Shape) => {
  const labels = Uint8Array.from(digits, Number);
  // 1 is lesion.
  const lesions = labels.map((value) => (value === 1 ? 1 : 0));
  const components = connectedComponents(lesions, shape, 18);
  return organsOfLesions(components, lesions, shape, { labels, organs });
};

describe('organsOfLesions', () => {
  test.each([
    ['the liver about it', '22222 21122 22222', ['liver']],
    ['nothing about most of it', '22000 21100 20000', [null]],
    ['of as many voxels the lower label', '23 11 23', ['liver']],
    ['of as many voxels the organ, not none', '20 11 20', ['liver']],
    ['each its own', '22200 21200 22200 00000 33300 33100 33300', ['liver', 'spleen']],
    ['labels that are no organ count as none', '55555 51155 52225', [null]],
    ['the border cuts', '1', [null]],
  ])('%s', (_, rows, expected) => {
    const lines = rows.split(' ');
    expect(organsIn(lines.join(''), [1, lines.length, lines[0]!.length])).toEqual(expected);
  });

  test('an organ under a lesion counts where the map has one there', () => {
    const lesions = Uint8Array.of(0, 1, 1, 1, 0);
    const components = connectedComponents(lesions, [1, 1, 5], 18);
    const labels = Uint8Array.of(0, 3, 3, 3, 0);
    const found = organsOfLesions(components, lesions, [1, 1, 5], { labels, organs });
    expect(found).toEqual(['spleen']);
  });

  test('is what a count voxel by voxel gives', () => {
    const shape: Shape = [3, 4, 5];
    const values = fc.array(fc.constantFrom(0, 2, 3), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(sparseMask(shape), values, (lesions, others) => {
        const labels = Uint8Array.from(others, (value, i) => (lesions[i] === 0 ? value : 1));
        const components = connectedComponents(lesions, shape, 18);
        const found = organsOfLesions(components, lesions, shape, { labels, organs });
        expect(found).toEqual(naive(lesions, labels, shape, components));
      }),
    );
  });
});

function naive(
  lesions: Uint8Array,
  labels: Uint8Array,
  [depth, height, width]: Shape,
  { count, start, length, component }: ReturnType<typeof connectedComponents>,
) {
  const at = (i: number) => [
    Math.floor(i / (height * width)),
    Math.floor(i / width) % height,
    i % width,
  ];
  const all = Array.from({ length: depth * height * width }, (_, i) => i);
  const own = Array.from({ length: count }, (): number[] => []);
  for (const [run, first] of start.entries()) {
    for (let i = 0; i < length[run]!; i++) own[component[run]!]!.push(first + i);
  }
  return own.map((voxels) => {
    const touches = (i: number) =>
      voxels.some((j) => at(i).every((n, axis) => Math.abs(n - at(j)[axis]!) <= 1));
    const rim = all.filter((i) => lesions[i] === 0 && touches(i));
    const ofValue = (value: number) => rim.filter((i) => labels[i] === value).length;
    const [none, liver, spleen] = [ofValue(0), ofValue(2), ofValue(3)];
    if (Math.max(liver, spleen) === 0 || none > Math.max(liver, spleen)) return null;
    return liver >= spleen ? 'liver' : 'spleen';
  });
}
