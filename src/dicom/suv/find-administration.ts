import { InputError } from '../../errors.js';
import { findNuclide, nuclideNames } from '../../suv/find-nuclide.js';
import { isWithin, plausibleDoseMbq, plausibleWeightKg } from '../../suv/plausible.js';
import type { Reasons } from './dicom-suv.js';
import type { PetAttributes } from './pet-attributes.js';

/**
 * The patient's weight, kg.
 *
 * @throws InputError when it is missing or absurd
 */
export function findWeight(
  { weight }: Pick<PetAttributes, 'weight'>,
  said: number | null,
  reasons: Reasons,
): number {
  if (said !== null) {
    reasons.from(`--weight ${said}`);
    if (weight !== null && Math.abs(weight - said) > 0.005 * said) {
      reasons.remark(`PatientWeight (0010,1030) is ${weight} kg, but --weight says ${said} kg.`);
    }
    return said;
  }
  if (weight === null || !isWithin(weight, plausibleWeightKg)) {
    throw new InputError(
      `SUV needs the patient's weight, but PatientWeight (0010,1030) is ${weight ?? 'missing'}. Expected ${plausibleWeightKg.join(' to ')} kg: give it with --weight.`,
    );
  }
  reasons.from(`PatientWeight (0010,1030): ${weight} kg`);
  return weight;
}

/** DICOM has Bq; less than this is MBq, as some systems write it. */
const leastBq = 1e5;

/**
 * The activity at the time of injection, MBq.
 *
 * @throws InputError when it is missing or absurd
 */
export function findDose(
  { radiopharmaceutical }: PetAttributes,
  said: number | null,
  reasons: Reasons,
): number {
  const told = radiopharmaceutical?.totalDose ?? null;
  const isBq = told !== null && told >= leastBq;
  const dose = told === null || !isBq ? told : told / 1e6;
  if (said !== null) {
    reasons.from(`--dose ${said}`);
    if (dose !== null && Math.abs(dose - said) > 0.005 * said) {
      reasons.remark(
        `RadionuclideTotalDose (0018,1074) is ${dose} MBq, but --dose says ${said} MBq.`,
      );
    }
    return said;
  }
  if (dose === null || !isWithin(dose, plausibleDoseMbq)) {
    throw new InputError(
      `SUV needs the injected activity, but RadionuclideTotalDose (0018,1074) is ${told ?? 'missing'}. Expected ${plausibleDoseMbq.join(' to ')} MBq, in Bq: give it with --dose (MBq).`,
    );
  }
  if (!isBq) {
    reasons.remark(`RadionuclideTotalDose (0018,1074) is ${told}: taken as MBq, not Bq.`);
  }
  reasons.from(`RadionuclideTotalDose (0018,1074): ${dose} MBq`);
  return dose;
}

// Tables differ by less, and no two nuclides by as little.
const halfLifeTolerance = 0.02;

/**
 * The nuclide and its half-life, s.
 *
 * @throws InputError when neither is told, or they do not belong together
 */
export function findHalfLife(
  { radiopharmaceutical }: PetAttributes,
  said: string | null,
  reasons: Reasons,
): { nuclide: string | null; halfLifeSeconds: number } {
  const { halfLife = null, nuclide: name = null } = radiopharmaceutical ?? {};
  const known = findNuclide(said ?? name ?? '');
  if (said !== null && known !== null) {
    reasons.from(`--nuclide ${known.name}`);
    return { nuclide: known.name, halfLifeSeconds: known.halfLifeSeconds };
  }
  const isOf = (seconds: number): boolean =>
    halfLife !== null && Math.abs(halfLife - seconds) <= halfLifeTolerance * seconds;
  if (known !== null) {
    if (halfLife === null) {
      reasons.from(`RadionuclideCodeSequence (0054,0300): ${known.name}`);
      reasons.remark(
        `RadionuclideHalfLife (0018,1075) is missing: that of ${known.name} was taken, ${known.halfLifeSeconds} s.`,
      );
      return { nuclide: known.name, halfLifeSeconds: known.halfLifeSeconds };
    }
    if (isOf(known.halfLifeSeconds)) {
      reasons.from(`RadionuclideHalfLife (0018,1075): ${halfLife} s, of ${known.name}`);
      return { nuclide: known.name, halfLifeSeconds: halfLife };
    }
    throw new InputError(
      `RadionuclideHalfLife (0018,1075) is ${halfLife} s, but RadionuclideCodeSequence (0054,0300) names ${known.name}, whose half-life is ${known.halfLifeSeconds} s. Say with --nuclide what was injected.`,
    );
  }
  const byHalfLife = nuclideNames.find((each) => isOf(findNuclide(each)!.halfLifeSeconds));
  if (halfLife !== null && byHalfLife !== undefined) {
    reasons.from(`RadionuclideHalfLife (0018,1075): ${halfLife} s`);
    reasons.remark(
      `RadionuclideCodeSequence (0054,0300) names no known nuclide: by its half-life it is ${byHalfLife}.`,
    );
    return { nuclide: byHalfLife, halfLifeSeconds: halfLife };
  }
  throw new InputError(
    `SUV needs the half-life, but RadionuclideHalfLife (0018,1075) is ${halfLife ?? 'missing'}, which is that of no known nuclide, and RadionuclideCodeSequence (0054,0300) names none. Say with --nuclide what was injected: ${nuclideNames.join(', ')}.`,
  );
}
