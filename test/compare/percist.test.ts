import { changeOf } from '../../src/compare/change.js';
import { percistOf } from '../../src/compare/percist.js';
import type { References } from '../../src/lesions/find-references.js';

const liver = (suvMean: number): References => ({
  liver: {
    region: {
      centre: [0, 0, 0],
      radiusMm: 15,
      heightMm: null,
      voxels: 100,
      suvMean,
      suvSd: 0.25,
      suvMax: 3,
    },
    notFound: null,
  },
  bloodPool: { region: null, notFound: 'not looked for' },
  percistSuvPeak: 1.5 * suvMean + 0.5,
});
const usual = {
  peak: changeOf(6, 6),
  measure: 'SULpeak' as const,
  baselineSuvPeak: 8,
  references: { baseline: liver(2), followup: liver(2) },
  factors: { baseline: 0.75, followup: 0.75 },
  left: 1,
  fresh: 0,
};

describe('percistOf', () => {
  test.each([
    ['PMR', { peak: changeOf(6, 4.2) }],
    ['SMD', { peak: changeOf(6, 4.3) }],
    ['SMD', { peak: changeOf(2.5, 1.71) }],
    ['PMD', { peak: changeOf(6, 7.8) }],
    ['SMD', { peak: changeOf(6, 7.7) }],
    ['CMR', { peak: changeOf(6, null), left: 0 }],
    ['PMD', { peak: changeOf(6, 2), fresh: 1 }],
  ])('is %s for %j', (category, changed) => {
    const found = percistOf({ ...usual, ...changed });
    expect(found).toMatchObject({ category, remarks: [] });
  });

  test('is not told where the hottest lesion is not measurable, or no liver was found', () => {
    const low = percistOf({ ...usual, baselineSuvPeak: 3.4 });
    expect(low.category).toBeNull();
    expect(low.reason).toContain('3.4, and PERCIST asks for 3.5');
    const none: References = {
      liver: { region: null, notFound: 'there is no CT to look in' },
      bloodPool: { region: null, notFound: 'not looked for' },
      percistSuvPeak: null,
    };
    const references = { baseline: none, followup: liver(2) };
    expect(percistOf({ ...usual, references }).category).toBeNull();
  });

  test('says that SUVpeak is not SULpeak, and that the liver has changed', () => {
    const references = { baseline: liver(2), followup: liver(2.5) };
    const { category, remarks } = percistOf({ ...usual, measure: 'SUVpeak', references });
    expect(category).toBe('SMD');
    expect(remarks).toHaveLength(2);
    expect(remarks[1]).toContain('from 1.50 to 1.88');
  });
});
