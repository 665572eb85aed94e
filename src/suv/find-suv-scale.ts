import { OptionError } from '../errors.js';
import { findNuclide, type Nuclide, nuclideNames } from './find-nuclide.js';
import { findTimes, type SaidTimes } from './find-times.js';
import { isTracer } from './is-tracer.js';
import { Lack } from './lack.js';
import type { SaidOfPatient } from './patient.js';
import { noFacts, type PetFacts } from './pet-facts.js';
import { bqPerMl, type PetUnit, parsePetUnit, unitNames } from './pet-unit.js';
import { isWithin, plausibleDoseMbq, plausibleWeightKg } from './plausible.js';
import { suvFactor } from './suv-factor.js';
import { type ScaleOrigin, type SuvScale, storedSuv } from './suv-scale.js';

/** What the user says of a PET; null for nothing. */
export interface SaidOfPet extends SaidTimes {
  /** `auto`: what a sidecar says, else SUV. */
  readonly petUnit: PetUnit | 'auto';
  /** kg */
  readonly weight: number | null;
  /** MBq at the time of injection. */
  readonly dose: number | null;
  readonly nuclide: string | null;
}

/** A scale, or why there is none although a sidecar says that the values are no SUV. */
export type FoundScale = { readonly scale: SuvScale; readonly lack: string | null };

/**
 * Finds how the stored values of a PET become SUV, from what the user says and, where that says nothing,
 * from what a sidecar tells.
 *
 * @param facts null without a sidecar
 * @returns with `lack`, values as they are and what is missing or absurd in the sidecar
 * @throws OptionError that names the option which is missing, absurd, or of no use
 */
export function findSuvScale(
  said: SaidOfPet & Partial<SaidOfPatient>,
  facts: PetFacts | null,
): FoundScale {
  const [unit, from] = unitOf(said, facts);
  if (unit === 'suv') {
    refuseUseless(said, isForSul(said, facts) ? ['weight'] : []);
    return { scale: { ...storedSuv, from: { unit: from } }, lack: null };
  }
  try {
    return { scale: makeScale(unit, from, said, facts), lack: null };
  } catch (error) {
    if (!(error instanceof Lack)) throw error;
    if (from === 'option' || error.isOfOption || facts === null) {
      throw new OptionError(error.option, error.complaint, { cause: error });
    }
    const lack = `${facts.source} says that it is in ${unitNames[unit]}, but ${error.complaint}`;
    return { scale: { ...storedSuv, from: { unit: from } }, lack };
  }
}

function unitOf({ petUnit }: SaidOfPet, facts: PetFacts | null): readonly [PetUnit, ScaleOrigin] {
  if (petUnit !== 'auto') return [petUnit, 'option'];
  const told = facts?.unit == null ? null : parsePetUnit(facts.unit);
  return told === null ? ['suv', 'usual'] : [told, 'sidecar'];
}

const onlyForActivity = [
  'weight',
  'dose',
  'injectionTime',
  'scanTime',
  'nuclide',
  'decayCorrection',
] as const;

/** Whether a weight serves lean body mass, which takes height and sex too. */
function isForSul({ height, sex }: Partial<SaidOfPatient>, facts: PetFacts | null): boolean {
  return (height ?? facts?.heightCm ?? null) !== null && (sex ?? facts?.sex ?? null) !== null;
}

function refuseUseless(said: SaidOfPet, useful: readonly string[]): void {
  const useless = onlyForActivity.find((name) => said[name] !== null && !useful.includes(name));
  if (useless === undefined) return;
  throw new OptionError(
    useless,
    `found ${said[useless]}, but the PET is taken as SUV, which needs none. Say in which unit it is (bqml or kbqml).`,
  );
}

function makeScale(
  unit: 'bqml' | 'kbqml',
  from: ScaleOrigin,
  said: SaidOfPet,
  facts: PetFacts | null,
): SuvScale {
  const told = facts ?? noFacts;
  const weightKg = amountOf(said.weight ?? told.weightKg, {
    option: 'weight',
    key: 'the body weight',
    unit: 'kg',
    bounds: plausibleWeightKg,
  });
  const doseMbq = amountOf(said.dose ?? told.doseMbq, {
    option: 'dose',
    key: 'the injected activity (InjectedRadioactivity)',
    unit: 'MBq',
    bounds: plausibleDoseMbq,
  });
  const nuclide = nuclideOf(said, told);
  const { halfLifeSeconds } = nuclide;
  const times = findTimes(said, facts, halfLifeSeconds);
  const administration = { weightKg, doseMbq, nuclide: nuclide.name, halfLifeSeconds, ...times };
  return {
    unit,
    factor: suvFactor(bqPerMl[unit], administration),
    administration,
    from: {
      unit: from,
      weight: originOf(said.weight, told.weightKg),
      dose: originOf(said.dose, told.doseMbq),
      times: originOf(said.injectionTime ?? said.decayCorrection, told.injection),
      nuclide: originOf(said.nuclide, told.nuclide),
    },
  };
}

function originOf(said: unknown, told: unknown): ScaleOrigin {
  if (said !== null) return 'option';
  return told === null ? 'usual' : 'sidecar';
}

interface Amount {
  readonly option: 'weight' | 'dose';
  readonly key: string;
  readonly unit: string;
  readonly bounds: readonly [number, number];
}

function amountOf(value: number | null, { option, key, unit, bounds }: Amount): number {
  const range = `${bounds[0]} to ${bounds[1]} ${unit}`;
  if (value === null) throw new Lack(option, `${key} is missing (${range}).`);
  if (isWithin(value, bounds)) return value;
  throw new Lack(option, `${key} is ${value} ${unit}, expected ${range}.`);
}

/** FDG has F-18; of a tracer that is another one, or none that is named, it has to be told. */
function nuclideOf(said: SaidOfPet, told: Omit<PetFacts, 'source'>): Nuclide {
  const name = said.nuclide ?? told.nuclide;
  const expected = `expected one of ${nuclideNames.join(', ')}`;
  if (name === null) {
    if (told.tracer === null || isTracer(told.tracer, 'FDG')) return findNuclide('F-18')!;
    throw new Lack('nuclide', `the radionuclide of ${told.tracer} is missing, ${expected}.`);
  }
  const found = findNuclide(name);
  if (found !== null) return found;
  throw new Lack('nuclide', `the radionuclide is ${name}, ${expected}.`, said.nuclide !== null);
}
