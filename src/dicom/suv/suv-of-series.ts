import { InputError } from '../../errors.js';
import type { SaidOfPet } from '../../suv/find-suv-scale.js';
import { suvFactor } from '../../suv/suv-factor.js';
import type { DicomSuv, Reasons } from './dicom-suv.js';
import { findDose, findHalfLife, findWeight } from './find-administration.js';
import { findDecayTimes } from './find-decay-times.js';
import { factorOfCm2ml, factorOfGml } from './normalised-units.js';
import type { PetAttributes } from './pet-attributes.js';

/**
 * Finds what the values of a PET series are multiplied by to become SUV by body weight, after QIBA's vendor-neutral
 * pseudocode (FDG-PET/CT profile) and the rules of the IBSI's digital reference objects for SUV.
 *
 * @param slices of one series, each as its header has it
 * @throws InputError that names the attribute which is missing or absurd, and the option that would give it
 */
export function suvOfSeries(slices: readonly PetAttributes[], said: SaidOfPet): DicomSuv {
  const first = slices[0]!;
  const [from, remarks] = [new Set<string>(), new Set<string>()];
  const reasons: Reasons = {
    from: (what) => void from.add(what),
    remark: (sentence) => void remarks.add(sentence),
  };
  const unit = unitOf(slices, said, reasons);
  const scale = scaleOf(unit, slices, said, reasons);
  return {
    factors: scale.factors,
    unit,
    decayCorrection: first.decayCorrection,
    weightKg: scale.weightKg ?? null,
    doseMbq: scale.doseMbq ?? null,
    nuclide: scale.nuclide ?? first.radiopharmaceutical?.nuclide ?? null,
    halfLifeSeconds: scale.halfLifeSeconds ?? null,
    uptakeSeconds: scale.uptakeSeconds ?? null,
    decaySeconds: scale.decaySeconds ?? null,
    from: [...from],
    remarks: [...remarks],
  };
}

type Found = Pick<DicomSuv, 'factors'> &
  Partial<
    Pick<
      DicomSuv,
      'weightKg' | 'doseMbq' | 'nuclide' | 'halfLifeSeconds' | 'uptakeSeconds' | 'decaySeconds'
    >
  >;

const unitsSaid = { suv: 'GML', bqml: 'BQML', kbqml: 'KBQML' } as const;

function unitOf(
  slices: readonly PetAttributes[],
  { petUnit }: SaidOfPet,
  reasons: Reasons,
): string {
  const units = slices[0]!.units;
  if (petUnit !== 'auto') {
    reasons.from(`--pet-unit ${petUnit}`);
    return unitsSaid[petUnit];
  }
  if (units === null) {
    throw new InputError(
      "The PET's header does not say its unit: Units (0054,1001) is missing. Give it with --pet-unit.",
    );
  }
  if (slices.some((slice) => slice.units !== units)) {
    throw new InputError(
      'The slices of the PET are in several units (Units, 0054,1001). Expected one: export the series again.',
    );
  }
  reasons.from(`Units (0054,1001): ${units}`);
  return units;
}

function scaleOf(
  unit: string,
  slices: readonly PetAttributes[],
  said: SaidOfPet,
  reasons: Reasons,
): Found {
  const first = slices[0]!;
  const same = (factor: number): readonly number[] => slices.map(() => factor);
  if (unit === 'GML') {
    const isSaid = said.petUnit === 'suv';
    return { factors: same(isSaid ? 1 : factorOfGml(first, said.weight, reasons)) };
  }
  if (unit === 'CM2ML') return { factors: same(factorOfCm2ml(first, said.weight, reasons)) };
  if (unit === 'BQML') return ofActivity(() => 1, slices, said, reasons);
  if (unit === 'KBQML') return ofActivity(() => 1000, slices, said, reasons);
  if (unit !== 'CNTS') {
    throw new InputError(
      `The PET is in ${unit} (Units, 0054,1001), which does not become SUV. Expected BQML, GML, CM2ML, or CNTS with Philips' factors; if that is wrong, say what it is with --pet-unit.`,
    );
  }
  const isPositive = (value: number | null): boolean => value !== null && value > 0;
  if (slices.every(({ philipsSuvFactor }) => isPositive(philipsSuvFactor))) {
    reasons.from("Philips' SUV scale factor (7053,xx00)");
    return { factors: slices.map(({ philipsSuvFactor }) => philipsSuvFactor!) };
  }
  if (slices.every(({ philipsActivityFactor }) => isPositive(philipsActivityFactor))) {
    reasons.from("Philips' activity concentration scale factor (7053,xx09)");
    return ofActivity((k) => slices[k]!.philipsActivityFactor!, slices, said, reasons);
  }
  throw new InputError(
    "The PET is in counts (Units, 0054,1001, is CNTS), and Philips' factors (7053,xx00 and 7053,xx09) are missing. Export it in BQML.",
  );
}

/** @param bqPerMl of one unit of slice k */
function ofActivity(
  bqPerMl: (k: number) => number,
  slices: readonly PetAttributes[],
  said: SaidOfPet,
  reasons: Reasons,
): Found {
  const first = slices[0]!;
  const weightKg = findWeight(first, said.weight, reasons);
  const doseMbq = findDose(first, said.dose, reasons);
  const { nuclide, halfLifeSeconds } = findHalfLife(first, said.nuclide, reasons);
  const { decaySeconds, uptakeSeconds } = findDecayTimes(slices, said, halfLifeSeconds, reasons);
  const factors = slices.map((_, k) =>
    suvFactor(bqPerMl(k), { weightKg, doseMbq, decaySeconds: decaySeconds[k]!, halfLifeSeconds }),
  );
  return {
    factors,
    weightKg,
    doseMbq,
    nuclide,
    halfLifeSeconds,
    uptakeSeconds,
    decaySeconds: decaySeconds[0]!,
  };
}
