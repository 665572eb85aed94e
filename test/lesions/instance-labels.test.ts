import { connectedComponents } from '../../src/array/connected-components.js';
import { InputError } from '../../src/errors.js';
import { instanceLabels } from '../../src/lesions/instance-labels.js';
import type { Lesion } from '../../src/lesions/measured-lesions.js';

const componentsOf = (row: readonly number[]) =>
  connectedComponents(Uint8Array.from(row), [1, 1, row.length], 18);
const numbered = (...numbers: readonly number[]) =>
  numbers.map((number, component) => ({ number, component }) as Lesion);

describe('instanceLabels', () => {
  test('has the number of each lesion in its voxels, whatever labels the mask had', () => {
    const components = componentsOf([1, 0, 2, 3, 0, 0, 1, 1, 1, 0]);
    expect(instanceLabels(components, numbered(3, 2, 1), 10)).toEqual(
      Uint16Array.of(3, 0, 2, 2, 0, 0, 1, 1, 1, 0),
    );
  });

  test('goes up to 65535 lesions, and no further', () => {
    const dots = (count: number) =>
      componentsOf(Array.from({ length: 2 * count }, (_, i) => (i + 1) % 2));
    const numbers = Array.from({ length: 65_536 }, (_, i) => i + 1);
    const most = instanceLabels(dots(65_535), numbered(...numbers.slice(0, -1)), 131_070);
    expect(most[131_068]).toBe(65_535);
    expect(() => instanceLabels(dots(65_536), numbered(...numbers), 131_072)).toThrow(InputError);
  });
});
