import type { Sex } from './compare-options.js';

/** What lean body mass hangs on. */
export interface BodySize {
  readonly weightKg: number;
  readonly heightCm: number;
  readonly sex: Sex;
}

/**
 * SUL of an SUV: lean body mass over weight, by Janmahasatian et al. (Clin Pharmacokinet 2005), as EANM's guideline 2.0 (Boellaard et
 * al., Eur J Nucl Med Mol Imaging 2015) has it.
 *
 * @returns what an SUV by weight is multiplied with
 */
export function leanShare({ weightKg, heightCm, sex }: BodySize): number {
  const bmi = weightKg / (heightCm / 100) ** 2;
  return sex === 'male' ? 9270 / (6680 + 216 * bmi) : 9270 / (8780 + 244 * bmi);
}
