import { ModelError } from '../../../src/errors.js';
import { parseDataset } from '../../../src/nnunet/model/dataset.js';

const channel_names = { 0: 'CT', 1: 'PET' };
const parse = (labels: Record<string, number | number[]>, regions_class_order?: number[]) =>
  parseDataset({ channel_names, labels, regions_class_order });

describe('regions of dataset.json', () => {
  const labels = { background: 0, uptake: [1, 2], lesion: [2] };

  test('keep the order of the file, which is that of the network’s outputs', () => {
    const parsed = parse({ ...labels, 'all of it': [1, 2, 3] }, [3, 1, 2]);
    expect(parsed.labels).toEqual({
      kind: 'regions',
      heads: 3,
      names: ['uptake', 'lesion', 'all of it'],
      regionsClassOrder: [3, 1, 2],
    });
    expect(parsed.foregroundLabels).toEqual([1, 2, 3]);
  });

  test('may not be written as labels beyond uint8', () => {
    expect(() => parse(labels, [1, 256])).toThrow(ModelError);
    expect(() => parse(labels, [1, 256])).toThrow('highest label is 256');
  });

  test('may not have numbers as names, whose order JavaScript loses', () => {
    expect(() => parse({ background: 0, 2: [1, 2], 1: [2] }, [1, 2])).toThrow('called "1"');
  });

  test('need one class per region', () => {
    expect(() => parse(labels, [1])).toThrow('2 regions, but regions_class_order has 1 entries');
  });
});
