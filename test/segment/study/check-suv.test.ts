import { InputError } from '../../../src/errors.js';
import { checkSuv } from '../../../src/segment/study/check-suv.js';
import { recordLog } from '../../support/record-log.js';

type Tissue = readonly [count: number, hu: number, suv: number];

/** What is said of a study made of so many voxels of each tissue. */
function warningsOf(...tissues: Tissue[]): readonly string[] {
  const voxels = (value: (tissue: Tissue) => number) =>
    tissues.flatMap((tissue) => Array<number>(tissue[0]).fill(value(tissue)));
  const recorded = recordLog();
  checkSuv(
    voxels(([, , suv]) => suv),
    voxels(([, hu]) => hu),
    'pet.mha',
    recorded.log,
  );
  return recorded.warnings;
}

describe('the median is taken in the body', () => {
  test('however much air is round it', () => {
    expect(warningsOf([900, -1000, 0], [90, -501, 0], [10, 40, 1])).toEqual([]);
  });

  test('which begins at -500 HU: fat and lung’s edge are body', () => {
    expect(warningsOf([30, -499, 1], [30, -100, 1], [50, 40, 40])).toEqual([]);
    expect(warningsOf([60, -501, 1], [50, 40, 40])).toEqual([
      expect.stringContaining('median in the body 40.0'),
    ]);
  });

  test('whatever the air’s noise is', () => {
    expect(warningsOf([900, -1000, 20], [100, 0, 0.01])).toEqual([
      expect.stringContaining('median in the body 0.0100'),
    ]);
    expect(warningsOf([900, -1000, 20], [100, 0, 1])).toEqual([]);
  });
});

test('without a body in the CT only the maximum counts', () => {
  expect(warningsOf([100, -1000, 20])).toEqual([]);
  expect(warningsOf([100, -1000, 2000])).toEqual([
    expect.stringContaining('median in the body unknown'),
  ]);
});

test('a PET without any uptake is refused', () => {
  expect(() => warningsOf([10, 40, 0])).toThrow(InputError);
  expect(() => warningsOf([10, 40, -1])).toThrow(/pet\.mha is empty/);
});
