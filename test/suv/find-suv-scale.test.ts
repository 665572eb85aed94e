import { OptionError } from '../../src/errors.js';
import { type FoundScale, findSuvScale, type SaidOfPet } from '../../src/suv/find-suv-scale.js';
import type { PetFacts } from '../../src/suv/pet-facts.js';
import { nothingSaid } from '../support/nothing-said.js';

/** 70 kg, 350 MBq of F-18, 3600 s before the scan that the PET is decay-corrected to. */
const options: SaidOfPet = {
  ...nothingSaid,
  petUnit: 'kbqml',
  weight: 70,
  dose: 350,
  injectionTime: '10:00',
  scanTime: '11:00',
};
const facts: PetFacts = {
  source: 'pet.json',
  unit: 'Bq/mL',
  weightKg: 70,
  heightCm: null,
  sex: null,
  doseMbq: 350,
  nuclide: 'F18',
  tracer: 'FDG',
  isDecayCorrected: true,
  injection: -3600,
  scan: 0,
  correctedTo: 0,
};
const kbqFactor = 0.2921273;

function scaleOf(said: Partial<SaidOfPet>, told: PetFacts | null = null): FoundScale['scale'] {
  const found = findSuvScale({ ...nothingSaid, ...said }, told);
  expect(found.lack).toBeNull();
  return found.scale;
}

test('values that nobody says anything of are SUV', () => {
  const asIs = { unit: 'suv', factor: 1, administration: null, from: { unit: 'usual' } };
  expect(scaleOf({})).toEqual(asIs);
  expect(scaleOf({}, { ...facts, unit: null })).toEqual(asIs);
  expect(scaleOf({}, { ...facts, unit: 'CNTS' })).toEqual(asIs);
  expect(scaleOf({}, { ...facts, unit: 'g/ml' })).toEqual({ ...asIs, from: { unit: 'sidecar' } });
  expect(scaleOf({ petUnit: 'suv' }, facts)).toEqual({ ...asIs, from: { unit: 'option' } });
});

test('by options alone', () => {
  const scale = scaleOf(options);
  expect(scale.factor).toBeCloseTo(kbqFactor, 6);
  expect(scale).toMatchObject({
    unit: 'kbqml',
    administration: {
      weightKg: 70,
      doseMbq: 350,
      nuclide: 'F-18',
      halfLifeSeconds: 6586.2,
      decaySeconds: 3600,
      uptakeSeconds: 3600,
    },
    from: { unit: 'option', weight: 'option', dose: 'option', times: 'option', nuclide: 'usual' },
  });
  expect(scaleOf({ ...options, petUnit: 'bqml' }).factor).toBeCloseTo(kbqFactor / 1000, 9);
  // Of Ga-68 2 ** (-3600 / 4062.6) = 0.541063 is left.
  expect(scaleOf({ ...options, nuclide: 'Ga-68' }).factor).toBeCloseTo(0.2 / 0.541063, 5);
});

test('by a sidecar alone', () => {
  const scale = scaleOf({}, facts);
  expect(scale.factor).toBeCloseTo(kbqFactor / 1000, 9);
  expect(scale).toMatchObject({
    unit: 'bqml',
    from: { unit: 'sidecar', weight: 'sidecar', dose: 'sidecar', times: 'sidecar' },
  });
});

test('an option goes before the sidecar, which gives the rest', () => {
  const scale = scaleOf({ weight: 35 }, facts);
  expect(scale.factor).toBeCloseTo(kbqFactor / 2000, 9);
  expect(scale.from).toMatchObject({ unit: 'sidecar', weight: 'option', dose: 'sidecar' });
  expect(scaleOf({ petUnit: 'kbqml' }, facts).factor).toBeCloseTo(kbqFactor, 6);
});

describe('decay', () => {
  const decayOf = (said: Partial<SaidOfPet>, told: PetFacts | null): number[] => {
    const { administration } = scaleOf(said, told);
    return [administration!.decaySeconds, administration!.uptakeSeconds!];
  };

  test('counts to the scan, or to nothing where the PET is corrected to the injection', () => {
    expect(decayOf(options, null)).toEqual([3600, 3600]);
    expect(decayOf({ ...options, decayCorrection: 'admin' }, null)).toEqual([0, 3600]);
    const untimed = { ...options, injectionTime: null, scanTime: null };
    expect(scaleOf({ ...untimed, decayCorrection: 'admin' }).administration).toMatchObject({
      decaySeconds: 0,
      uptakeSeconds: null,
    });
  });

  test('counts to whatever the sidecar says, whatever its time zero is', () => {
    expect(decayOf({}, { ...facts, correctedTo: -3600 })).toEqual([0, 3600]);
    expect(decayOf({}, { ...facts, correctedTo: 600 })).toEqual([4200, 3600]);
    expect(decayOf({}, { ...facts, injection: 0, scan: 3000, correctedTo: 3000 })).toEqual([
      3000, 3000,
    ]);
    expect(decayOf({ decayCorrection: 'start' }, { ...facts, isDecayCorrected: null })).toEqual([
      3600, 3600,
    ]);
  });

  test('the user knows the times better than a sidecar that has all at zero', () => {
    const zero = { ...facts, injection: 0 };
    const times = { injectionTime: '10:00', scanTime: '11:10' };
    expect(decayOf(times, zero)).toEqual([4200, 4200]);
    expect(decayOf(times, { ...facts, correctedTo: -4200 })).toEqual([0, 4200]);
  });

  test('goes over midnight, and over days where they are told', () => {
    expect(decayOf({ ...options, injectionTime: '23:30', scanTime: '00:30' }, null)[0]).toBe(3600);
    const days = { injectionTime: '2024-02-28T10:00', scanTime: '2024-03-02T10:00' };
    expect(decayOf({ ...options, nuclide: 'Zr-89', ...days }, null)[0]).toBe(3 * 86400);
  });
});

describe('what is missing, absurd or of no use among options is refused by its name', () => {
  const late = { injectionTime: '2024-02-28T10:00', scanTime: '2024-02-28T23:00' };
  const early = { injectionTime: '2024-02-28T11:00', scanTime: '2024-02-28T10:00' };
  test.each<[Partial<SaidOfPet>, PetFacts | null, string, RegExp]>([
    [{ weight: null }, null, 'weight', /^the body weight is missing \(1 to 500 kg\)/],
    [{ dose: null }, null, 'dose', /^the injected activity .* is missing \(1 to 5000 MBq\)/],
    [
      { injectionTime: null, scanTime: null },
      null,
      'injectionTime',
      /DICOM's TM or DT, or ISO 8601/,
    ],
    [{ scanTime: null }, null, 'scanTime', /^is missing/],
    [{ injectionTime: null }, null, 'injectionTime', /^is missing/],
    [
      { scanTime: '11:00Z' },
      null,
      'scanTime',
      /10:00 .* 11:00Z .*: expected both with a time zone/,
    ],
    [{ scanTime: '09:00' }, null, 'injectionTime', /injection to scan is 23 h, expected 0 to 12 h/],
    [late, null, 'injectionTime', /injection to scan is 13 h, expected 0 to 12 h/],
    [early, null, 'injectionTime', /injection to scan is -1 h, expected 0 to 12 h/],
    [{ nuclide: 'Zr-89' }, null, 'injectionTime', /10:00 .* expected both with a date/],
    [{ petUnit: 'suv' }, null, 'weight', /^found 70, but the PET is taken as SUV/],
    [{ petUnit: 'auto' }, null, 'weight', /^found 70, but the PET is taken as SUV/],
    [{ weight: null }, { ...facts, weightKg: 0.07 }, 'weight', /0\.07 kg, expected 1 to 500 kg/],
    [{ petUnit: 'auto', ...early }, facts, 'injectionTime', /is -1 h/],
    [{}, { ...facts, nuclide: 'Tc99m' }, 'nuclide', /^the radionuclide is Tc99m, expected one of/],
    [
      {},
      { ...facts, nuclide: null, tracer: 'PSMA' },
      'nuclide',
      /^the radionuclide of PSMA is missing/,
    ],
    [{}, { ...facts, isDecayCorrected: false }, 'decayCorrection', /ImageDecayCorrected is false/],
  ])('%j, sidecar %j', (said, told, option, complaint) => {
    const error = refusalOf({ ...options, ...said }, told);
    expect(error.option).toBe(option);
    expect(error.complaint).toMatch(complaint);
  });

  function refusalOf(said: SaidOfPet, told: PetFacts | null): OptionError {
    try {
      findSuvScale(said, told);
    } catch (error) {
      if (error instanceof OptionError) return error;
    }
    throw new Error('it was taken');
  }
});

describe('a sidecar that says Bq/ml and lacks the rest leaves the values, and is told', () => {
  test.each<[Partial<PetFacts>, RegExp]>([
    [{ weightKg: null }, /^pet\.json says that it is in Bq\/ml, but the body weight is missing/],
    [{ weightKg: 70000 }, /the body weight is 70000 kg, expected 1 to 500 kg/],
    [{ doseMbq: null }, /the injected activity \(InjectedRadioactivity\) is missing/],
    [{ doseMbq: 0.00035 }, /the injected activity .* is 0\.00035 MBq, expected 1 to 5000 MBq/],
    [{ injection: null }, /InjectionStart is missing/],
    [{ scan: null }, /ScanStart is missing/],
    [{ isDecayCorrected: null }, /ImageDecayCorrected is missing/],
    [{ isDecayCorrected: false }, /ImageDecayCorrected is false/],
    [{ correctedTo: null }, /ImageDecayCorrectionTime is missing/],
    [{ injection: 3600 }, /injection to scan is -1 h, expected 0 to 12 h/],
    [{ injection: -50000 }, /injection to scan is 13\.89 h, expected 0 to 12 h/],
    [{ correctedTo: -7200 }, /what decay is corrected to is -1 h, expected 0 to 12 h/],
    [{ nuclide: 'Xx1' }, /the radionuclide is Xx1, expected one of C-11/],
  ])('%j', (parts, lack) => {
    const found = findSuvScale(nothingSaid, { ...facts, ...parts });
    expect(found.scale).toMatchObject({ factor: 1, from: { unit: 'sidecar' } });
    expect(found.lack).toMatch(lack);
  });

  test('until an option gives it', () => {
    const { factor } = scaleOf({ dose: 350 }, { ...facts, doseMbq: null });
    expect(factor).toBeCloseTo(kbqFactor / 1000, 9);
  });
});

test('a weight is of use for lean body mass where height and sex are known', () => {
  const weight = { ...nothingSaid, weight: 70 };
  expect(() => findSuvScale(weight, null)).toThrow(OptionError);
  expect(() => findSuvScale({ ...weight, height: 180 }, null)).toThrow(OptionError);
  expect(findSuvScale({ ...weight, height: 180, sex: 'male' }, null).scale.factor).toBe(1);
  const told: PetFacts = { ...facts, unit: null, heightCm: 180, sex: 'male' };
  expect(findSuvScale(weight, told).scale.factor).toBe(1);
  expect(() => findSuvScale({ ...weight, dose: 350 }, told)).toThrow('dose');
});
