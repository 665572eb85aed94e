import { leanShare } from '../../src/suv/lean-share.js';

describe('leanShare', () => {
  test('is the lean body mass of Janmahasatian et al. over weight', () => {
    // 9270 × 80 / (6680 + 216 × 24.691) = 61.73 kg; 9270 × 60 / (8780 + 244 × 22.039) = 39.29 kg.
    const man = leanShare({ weightKg: 80, heightCm: 180, sex: 'male' })!;
    const woman = leanShare({ weightKg: 60, heightCm: 165, sex: 'female' })!;
    expect(80 * man).toBeCloseTo(61.73, 2);
    expect(60 * woman).toBeCloseTo(39.29, 2);
  });

  test('is not known where weight, height or sex is not', () => {
    const known = { weightKg: 80, heightCm: 180, sex: 'male' } as const;
    expect(leanShare({ ...known, weightKg: null })).toBeNull();
    expect(leanShare({ ...known, heightCm: null })).toBeNull();
    expect(leanShare({ ...known, sex: null })).toBeNull();
  });
});
