import { type FateSide, tellFates } from '../../src/compare/tell-fates.js';
import { still } from '../../src/image/register/rigid.js';
import type { LesionRow } from '../../src/segment/report/lesion-row.js';

const place = { index: [0, 0, 0], world: [1, 2, 3] } as const;
const lesion = (number: number, volumeMl: number): LesionRow => ({
  number,
  region: 'chest',
  side: 'left',
  centre: place,
  volumeMl,
  longestDiameterMm: 10,
  nearestMm: null,
  certainty: null,
  confidence: null,
  organ: null,
  deauville: null,
  isMeasurable: null,
  suvMax: 5 + number,
  suvMaxPlace: place,
  suvMean: 3,
  suvPeak: 4 + number,
  sulMax: null,
  sulMean: null,
  sulPeak: null,
  tlg: 3 * volumeMl,
});
const side = (volumes: readonly number[], changed = {}): FateSide => ({
  table: volumes.map((volume, i) => lesion(i + 1, volume)),
  carried: volumes.map(() => ({
    motion: still,
    likeness: 0.9,
    centre: [0, 0, 0] as const,
    inView: 1,
    ...changed,
  })),
});
const fateOf = (before: readonly number[], after: readonly number[]) => {
  const numbers = (volumes: readonly number[]) => volumes.map((_, i) => i + 1);
  const by = before.length > 0 && after.length > 0 ? ('overlap' as const) : null;
  const match = { baseline: numbers(before), followup: numbers(after), by };
  return tellFates([match], side(before), side(after))[0]!;
};

describe('tellFates', () => {
  test.each([
    [[], [1], 'new'],
    [[1], [], 'gone'],
    [[1], [1.39], 'stable'],
    [[1], [1.4], 'grown'],
    [[1.4], [1.01], 'stable'],
    [[1.4], [1], 'shrunk'],
    [[1, 1], [2], 'merged'],
    [[2], [1, 1], 'split'],
    [[2, 2], [2, 2], 'merged'],
    [[2, 2], [2, 1, 1], 'split'],
  ])('of %j ml before and %j ml after is %s', (before, after, fate) => {
    expect(fateOf(before, after).fate).toBe(fate);
  });

  test('adds up what belongs together, the hottest alone for peaks', () => {
    const { before, after } = fateOf([3, 2], [7]);
    expect(before).toEqual({ centre: [1, 2, 3], volumeMl: 5, tlg: 15, suvMax: 7, suvPeak: 6 });
    expect(after).toMatchObject({ volumeMl: 7, suvPeak: 5 });
  });

  test('compares nothing that the other PET does not show, and doubts where the CTs differ', () => {
    const alone = [{ baseline: [1], followup: [], by: null }];
    const [outside] = tellFates(alone, side([1], { inView: 0.4 }), side([]));
    expect(outside).toMatchObject({
      fate: 'not-compared',
      remark: "out of the follow-up's field of view",
    });
    const [doubted] = tellFates(alone, side([1], { likeness: 0.5 }), side([]));
    expect(doubted!.fate).toBe('gone');
    expect(doubted!.remark).toContain('do not agree');
  });
});
