import { connectedComponents } from '../../src/array/connected-components.js';
import { InputError } from '../../src/errors.js';
import { identityDirection } from '../../src/image/volume.js';
import { instanceLabels } from '../../src/lesions/instance-labels.js';
import { measureLesions } from '../../src/lesions/measure-lesions.js';

const row = (mask: readonly number[]) => {
  const components = connectedComponents(Uint8Array.from(mask), [1, 1, mask.length], 18);
  const grid = {
    size: [mask.length, 1, 1],
    spacing: [1, 1, 1],
    origin: [0, 0, 0],
    direction: identityDirection,
  } as const;
  return { components, lesions: measureLesions(components, grid, null).lesions };
};

describe('instanceLabels', () => {
  test('has the number of each lesion in its voxels, whatever labels the mask had', () => {
    const { components, lesions } = row([1, 0, 2, 3, 0, 0, 1, 1, 1, 0]);
    expect(instanceLabels(components, lesions, 10)).toEqual(
      Uint16Array.of(3, 0, 2, 2, 0, 0, 1, 1, 1, 0),
    );
  });

  test('goes up to 65535 lesions, and no further', () => {
    const dots = (count: number) => Array.from({ length: 2 * count }, (_, i) => i % 2);
    const most = row(dots(65_535));
    expect(instanceLabels(most.components, most.lesions, 131_070).at(-1)).toBe(65_535);
    const more = row(dots(65_536));
    expect(() => instanceLabels(more.components, more.lesions, 131_072)).toThrow(InputError);
  });
});
