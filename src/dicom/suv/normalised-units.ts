import { InputError } from '../../errors.js';
import type { Reasons } from './dicom-suv.js';
import { findWeight } from './find-administration.js';
import type { PetAttributes } from './pet-attributes.js';

type Person = Pick<PetAttributes, 'weight' | 'height' | 'sex'>;

/**
 * What SUV of any kind in g/ml is multiplied by to become SUV by body weight (PS3.3 C.8.9.1.1.3: lean body mass after
 * James with 120 or 128, after Janmahasatian, ideal body weight).
 *
 * @throws InputError when the kind is not known, or needs what is missing
 */
export function factorOfGml(
  slice: PetAttributes,
  saidWeight: number | null,
  reasons: Reasons,
): number {
  const type = slice.suvType ?? 'BW';
  reasons.from(`SUVType (0054,1006): ${slice.suvType ?? 'missing, which means BW'}`);
  if (type === 'BW') return 1;
  const mass = leanMasses[type];
  if (mass === undefined) {
    throw new InputError(
      `The PET is in g/ml of SUVType (0054,1006) ${type}. Expected BW, ${Object.keys(leanMasses).join(', ')}.`,
    );
  }
  const weight = findWeight(slice, saidWeight, reasons);
  const height = findHeight(slice, reasons);
  const { female, male } = mass;
  return weight / bySex(slice, female(weight, height), male(weight, height), reasons);
}

/**
 * What SUV by body surface in cm²/ml is multiplied by to become SUV by body weight; the surface is after DuBois.
 *
 * @throws InputError when weight or height is missing
 */
export function factorOfCm2ml(slice: Person, saidWeight: number | null, reasons: Reasons): number {
  const weight = findWeight(slice, saidWeight, reasons);
  const surface = 0.007184 * weight ** 0.425 * findHeight(slice, reasons) ** 0.725 * 1e4;
  return (weight * 1000) / surface;
}

type Mass = (weightKg: number, heightCm: number) => number;

/** kg. */
const leanMasses: Readonly<Record<string, { female: Mass; male: Mass }>> = {
  LBM: {
    female: (w, h) => 1.07 * w - 120 * (w / h) ** 2,
    male: (w, h) => 1.1 * w - 120 * (w / h) ** 2,
  },
  LBMJAMES128: {
    female: (w, h) => 1.07 * w - 148 * (w / h) ** 2,
    male: (w, h) => 1.1 * w - 128 * (w / h) ** 2,
  },
  LBMJANMA: {
    female: (w, h) => (9270 * w) / (8780 + 244 * (w / (h / 100) ** 2)),
    male: (w, h) => (9270 * w) / (6680 + 216 * (w / (h / 100) ** 2)),
  },
  IBW: {
    female: (_, h) => 45.5 + 0.91 * (h - 152),
    male: (_, h) => 48 + 1.06 * (h - 152),
  },
};

/** For a sex that is neither, the mean of both, as the IBSI's reference objects have it. */
function bySex({ sex }: Person, female: number, male: number, reasons: Reasons): number {
  reasons.from(`PatientSex (0010,0040): ${sex ?? 'missing'}`);
  if (sex === 'F') return female;
  if (sex === 'M') return male;
  if (sex === 'O') {
    reasons.remark(
      'PatientSex (0010,0040) is O: the mean of the formulas of both sexes was taken.',
    );
    return (female + male) / 2;
  }
  throw new InputError(
    `The PET is in SUV by another measure than body weight (SUVType, 0054,1006), for which PatientSex (0010,0040) is needed: it is ${sex ?? 'missing'}. Export the PET in BQML.`,
  );
}

/** cm. */
function findHeight({ height }: Person, reasons: Reasons): number {
  // DICOM has metres; nobody is 3 m tall.
  const cm = height === null || height >= 3 ? height : height * 100;
  if (cm === null || cm < 40 || cm > 260) {
    throw new InputError(
      `The PET is in SUV by another measure than body weight, for which the patient's height is needed: PatientSize (0010,1020) is ${height ?? 'missing'}. Export the PET in BQML.`,
    );
  }
  if (height! >= 3) reasons.remark(`PatientSize (0010,1020) is ${height}: taken as cm, not m.`);
  reasons.from(`PatientSize (0010,1020): ${cm} cm`);
  return cm;
}
