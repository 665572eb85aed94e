import type { Patient } from './patient.js';

/**
 * What an SUV by body weight is multiplied with to become SUL, by lean body mass: the share of lean body mass in the weight, by
 * Janmahasatian et al. (Clin Pharmacokinet 2005), as EANM's guideline 2.0 (Boellaard et al., Eur J Nucl Med Mol Imaging 2015) has it:
 * 9270 / (6680 + 216 BMI) of men, 9270 / (8780 + 244 BMI) of women, BMI in kg/m².
 *
 * @returns null where weight, height or sex is not known
 */
export function leanShare({ weightKg, heightCm, sex }: Patient): number | null {
  if (weightKg === null || heightCm === null || sex === null) return null;
  const bmi = weightKg / (heightCm / 100) ** 2;
  return sex === 'male' ? 9270 / (6680 + 216 * bmi) : 9270 / (8780 + 244 * bmi);
}
