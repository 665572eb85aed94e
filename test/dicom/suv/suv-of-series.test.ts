import type { PetAttributes, PetTimes } from '../../../src/dicom/suv/pet-attributes.js';
import { suvOfSeries } from '../../../src/dicom/suv/suv-of-series.js';
import { InputError } from '../../../src/errors.js';
import { nothingSaid } from '../../support/nothing-said.js';

const times: PetTimes = {
  seriesDate: '20240305',
  seriesTime: '110000.000000',
  acquisitionDate: '20240305',
  acquisitionTime: '110000',
  decayCorrectionDateTime: null,
  timezone: null,
  frameReferenceTime: null,
  frameDuration: null,
};

const fdg = {
  startTime: '100000',
  startDateTime: null,
  totalDose: 350e6,
  halfLife: 6586.2,
  nuclide: 'F-18',
  name: 'FDG',
};

/** 70 kg, 350 MBq an hour before the scan. */
const pet: PetAttributes = {
  units: 'BQML',
  suvType: null,
  decayCorrection: 'START',
  correctedImage: ['DECY', 'ATTN'],
  seriesType: ['WHOLE BODY', 'IMAGE'],
  numberOfSlices: null,
  times,
  geScanDateTime: null,
  philipsSuvFactor: null,
  philipsActivityFactor: null,
  weight: 70,
  height: 1.75,
  sex: 'F',
  radiopharmaceutical: fdg,
};

const withTimes = (more: Partial<PetTimes>): PetAttributes => ({
  ...pet,
  times: { ...times, ...more },
});
const withFdg = (more: Partial<typeof fdg | { startDateTime: string; startTime: null }>) =>
  ({ ...pet, radiopharmaceutical: { ...fdg, ...more } }) as PetAttributes;

/** Per MBq 70 000 g / 1e6 Bq, and what has decayed. */
const afterHours = (hours: number, halfLife = 6586.2, mbq = 350): number =>
  (70_000 / (mbq * 1e6)) * 2 ** ((hours * 3600) / halfLife);

function factor(slice: PetAttributes, said = nothingSaid): number {
  return suvOfSeries([slice], said).factors[0]!;
}

function complaint(slice: PetAttributes, said = nothingSaid): string {
  try {
    suvOfSeries([slice], said);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

test('activity at the scan start: weight over the dose that is left', () => {
  expect(factor(pet)).toBeCloseTo(afterHours(1), 15);
  const { from, remarks, uptakeSeconds, decaySeconds, doseMbq } = suvOfSeries([pet], nothingSaid);
  expect({ uptakeSeconds, decaySeconds, doseMbq, remarks }).toEqual({
    uptakeSeconds: 3600,
    decaySeconds: 3600,
    doseMbq: 350,
    remarks: [],
  });
  expect(from).toEqual([
    'Units (0054,1001): BQML',
    'PatientWeight (0010,1030): 70 kg',
    'RadionuclideTotalDose (0018,1074): 350 MBq',
    'RadionuclideHalfLife (0018,1075): 6586.2 s, of F-18',
    'DecayCorrection (0054,1102): START',
    'SeriesDate, SeriesTime (0008,0031)',
    'RadiopharmaceuticalStartTime (0018,1072)',
  ]);
});

test('corrected to the injection, or not at all', () => {
  expect(factor({ ...pet, decayCorrection: 'ADMIN' })).toBeCloseTo(afterHours(0), 15);
  const atOnce = { ...pet, decayCorrection: 'ADMIN' };
  expect(suvOfSeries([atOnce], nothingSaid).uptakeSeconds).toBe(3600);
  // Of a day that is not told, or absurd, nothing is guessed where nothing hangs on it.
  for (const more of [
    { halfLife: 78.41 * 3600, nuclide: 'Zr-89' },
    { startDateTime: '20190101230000' },
  ]) {
    const { factors, uptakeSeconds } = suvOfSeries(
      [{ ...atOnce, radiopharmaceutical: { ...fdg, ...more } as never }],
      nothingSaid,
    );
    expect([factors[0], uptakeSeconds]).toEqual([
      expect.closeTo(afterHours(0), 15),
      more.nuclide ? null : 12 * 3600,
    ]);
  }
  const slices = [0, 10, 20].map((minutes) => ({
    ...withTimes({
      acquisitionTime: `11${String(minutes).padStart(2, '0')}00`,
      frameDuration: 60_000,
    }),
    decayCorrection: 'NONE',
    correctedImage: ['ATTN'],
  }));
  const { factors, decaySeconds } = suvOfSeries(slices, nothingSaid);
  // Mean counts come a little before the middle of a frame, as activity falls.
  const lambda = Math.LN2 / 6586.2;
  const mean = Math.log((lambda * 60) / (1 - Math.exp(-lambda * 60))) / lambda;
  expect(mean).toBeGreaterThan(29.9);
  expect(mean).toBeLessThan(30);
  expect(decaySeconds).toBeCloseTo(3600 + mean, 6);
  for (const [k, minutes] of [0, 10, 20].entries()) {
    expect(factors[k]).toBeCloseTo(afterHours(1 + minutes / 60 + mean / 3600), 13);
  }
});

describe('the time of the scan', () => {
  const late = { seriesTime: '130000', acquisitionTime: '110000' };

  test('is that of the series if it is not later than the first slice', () => {
    const slices = ['111000', '110500'].map((acquisitionTime) => withTimes({ acquisitionTime }));
    expect(suvOfSeries(slices, nothingSaid).factors[0]).toBeCloseTo(afterHours(1), 15);
  });

  test("is GE's own where the series' was rewritten", () => {
    const ge = { ...withTimes(late), geScanDateTime: '20240305105800.00' };
    expect(factor(ge)).toBeCloseTo(afterHours(1 - 2 / 60), 15);
  });

  test('is computed from frame times where there is none', () => {
    const frame = {
      ...late,
      acquisitionTime: '112000',
      frameReferenceTime: 1_230_000,
      frameDuration: 60_000,
    };
    const { factors, remarks } = suvOfSeries([withTimes(frame)], nothingSaid);
    // 20 min after the start by the clock; the frame's mean lies 20.5 min after the reference.
    expect(factors[0]! / afterHours(1)).toBeCloseTo(1, 4);
    expect(remarks[0]).toContain('computed from the times of the frames');
  });

  test('is asked for where nothing tells it', () => {
    expect(complaint(withTimes(late))).toMatch(/FrameReferenceTime.*--scan-time/);
    expect(factor(withTimes(late), { ...nothingSaid, scanTime: '11:00' })).toBeCloseTo(
      afterHours(1),
      15,
    );
  });

  test('that frames contradict is told', () => {
    const odd = withTimes({
      acquisitionTime: '113000',
      frameReferenceTime: 30_000,
      frameDuration: 60_000,
    });
    const { factors, remarks } = suvOfSeries([odd], nothingSaid);
    expect(factors[0]).toBeCloseTo(afterHours(1), 15);
    expect(remarks[0]).toContain('1800 s later than SeriesTime');
  });

  test('of an enhanced PET is what it is corrected to', () => {
    const enhanced = withTimes({ decayCorrectionDateTime: '20240305113000.5', seriesTime: null });
    expect(factor(enhanced)).toBeCloseTo(afterHours(1.5 + 0.5 / 3600), 15);
  });
});

describe('the time of injection', () => {
  test('may lie before midnight', () => {
    const night = withTimes({
      seriesDate: '20240306',
      seriesTime: '003000',
      acquisitionDate: '20240306',
      acquisitionTime: '003000',
    });
    const late = { ...night, radiopharmaceutical: { ...fdg, startTime: '233000' } };
    expect(factor(late)).toBeCloseTo(afterHours(1), 15);
    // The slices without a date of their own go over midnight too.
    const over = {
      ...withTimes({ seriesTime: '235500', acquisitionTime: '000500', acquisitionDate: null }),
      radiopharmaceutical: { ...fdg, startTime: '225500' },
    };
    expect(factor(over)).toBeCloseTo(afterHours(1), 15);
  });

  test('with a date goes before one without, and has fractions', () => {
    const dated = withFdg({
      startDateTime: '20240305101500.500000',
      startTime: '100000',
    } as object);
    expect(factor(dated)).toBeCloseTo(afterHours(0.75 - 0.5 / 3600), 15);
  });

  test('may be in another time zone', () => {
    const slice = {
      ...withTimes({ timezone: '+0100' }),
      radiopharmaceutical: { ...fdg, startDateTime: '20240305090000.00+0000' },
    };
    expect(factor(slice)).toBeCloseTo(afterHours(1), 15);
    const told = suvOfSeries(
      [withFdg({ startDateTime: '20240305100000.00+0100' } as object)],
      nothingSaid,
    );
    expect(told.factors[0]).toBeCloseTo(afterHours(1), 15);
    expect(told.remarks[0]).toContain('TimezoneOffsetFromUTC');
  });

  test('of a shifted date counts by its time of day, and of a long-lived nuclide not at all', () => {
    const shifted = { startDateTime: '20190101100000.00' } as object;
    const { factors, remarks } = suvOfSeries([withFdg(shifted)], nothingSaid);
    expect(factors[0]).toBeCloseTo(afterHours(1), 15);
    expect(remarks[0]).toContain('only its time of day was taken');
    const zirconium = { ...shifted, halfLife: 78.41 * 3600, nuclide: 'Zr-89' };
    expect(complaint(withFdg(zirconium))).toMatch(/StartDateTime.*--injection-time/);
    expect(complaint(withFdg({ halfLife: 78.41 * 3600, nuclide: 'Zr-89' }))).toContain('no date');
    const days = withFdg({ ...zirconium, startDateTime: '20240302110000' } as object);
    expect(factor(days)).toBeCloseTo(afterHours(72, 78.41 * 3600), 15);
  });

  test('that is missing or absurd is asked for', () => {
    expect(complaint(withFdg({ startTime: null } as object))).toMatch(
      /RadiopharmaceuticalStartDateTime \(0018,1078\).*--injection-time/,
    );
    expect(complaint(withFdg({ startTime: '113000' }))).toMatch(/23.5 h.*--injection-time/);
    const said = { ...nothingSaid, injectionTime: '2024-03-05T10:30' };
    expect(factor(withFdg({ startTime: null } as object), said)).toBeCloseTo(afterHours(0.5), 15);
    expect(factor(pet, { ...nothingSaid, injectionTime: '1030' })).toBeCloseTo(afterHours(0.5), 15);
  });
});

describe('dose, weight and half-life', () => {
  test('a dose in MBq', () => {
    const { factors, remarks } = suvOfSeries([withFdg({ totalDose: 350 })], nothingSaid);
    expect(factors[0]).toBeCloseTo(afterHours(1), 15);
    expect(remarks[0]).toContain('taken as MBq');
  });

  test.each([
    ['no weight', { ...pet, weight: null }, /PatientWeight \(0010,1030\) is missing.*--weight/],
    ['a weight of 0', { ...pet, weight: 0 }, /PatientWeight.* is 0.*--weight/],
    ['a weight in g', { ...pet, weight: 70_000 }, /PatientWeight.*--weight/],
    [
      'no dose',
      withFdg({ totalDose: null } as object),
      /RadionuclideTotalDose \(0018,1074\).*--dose/,
    ],
    ['a dose of 0', withFdg({ totalDose: 0 }), /RadionuclideTotalDose.* is 0.*--dose/],
    ['too large a dose', withFdg({ totalDose: 350e9 }), /RadionuclideTotalDose.*--dose/],
    ['no radiopharmaceutical', { ...pet, radiopharmaceutical: null }, /RadionuclideTotalDose/],
    ['a half-life in minutes', withFdg({ halfLife: 109.77 }), /names F-18.*--nuclide/],
    [
      'a half-life of nothing',
      withFdg({ halfLife: 5000, nuclide: null } as object),
      /no known nuclide.*--nuclide/,
    ],
    ['no half-life', withFdg({ halfLife: null, nuclide: null } as object), /missing.*--nuclide/],
    ['no unit', { ...pet, units: null }, /Units \(0054,1001\).*--pet-unit/],
    ['a unit of counts', { ...pet, units: 'CNTS' }, /Philips/],
    ['an odd unit', { ...pet, units: 'PROPCPS' }, /PROPCPS.*--pet-unit/],
    [
      'no decay correction',
      { ...pet, decayCorrection: null },
      /DecayCorrection \(0054,1102\).*--decay-correction/,
    ],
  ])('%s is refused, named, and can be given', (_, slice, message) => {
    expect(complaint(slice)).toMatch(message);
  });

  test('what the user says goes first', () => {
    const said = { ...nothingSaid, weight: 35, dose: 700, nuclide: 'Ga-68' };
    const { factors, remarks } = suvOfSeries([{ ...pet, weight: null }], said);
    expect(factors[0]).toBeCloseTo(afterHours(1, 67.71 * 60) / 4, 15);
    expect(remarks).toEqual([
      'RadionuclideTotalDose (0018,1074) is 350 MBq, but --dose says 700 MBq.',
    ]);
  });

  test.each([
    ['F-18', 6586.2],
    ['Ga-68', 4062.6],
    ['Cu-64', 12.701 * 3600],
    ['Zr-89', 78.41 * 3600],
  ])('%s, by its name alone', (nuclide, halfLife) => {
    const slice = withFdg({ nuclide, halfLife: null, startDateTime: '20240305100000' } as object);
    expect(factor(slice)).toBeCloseTo(afterHours(1, halfLife), 8);
  });

  test('a nuclide that only its half-life tells', () => {
    const { nuclide, remarks } = suvOfSeries([withFdg({ nuclide: null } as object)], nothingSaid);
    expect(nuclide).toBe('F-18');
    expect(remarks).toHaveLength(1);
  });
});

describe('other units', () => {
  const gml = (suvType: string | null, more: Partial<PetAttributes> = {}): PetAttributes => ({
    ...pet,
    units: 'GML',
    suvType,
    radiopharmaceutical: null,
    ...more,
  });

  test('SUV by body weight is as it is, and needs nothing', () => {
    expect(factor(gml(null, { weight: null }))).toBe(1);
    expect(factor(gml('BW', { weight: null }))).toBe(1);
    expect(factor({ ...pet, weight: null }, { ...nothingSaid, petUnit: 'suv' })).toBe(1);
  });

  // 70 kg, 1.75 m: by hand from the formulas.
  test.each([
    ['LBM', 'F', 70 / (74.9 - 19.2)],
    ['LBM', 'M', 70 / (77 - 19.2)],
    ['LBMJAMES128', 'F', 70 / (74.9 - 23.68)],
    ['LBMJAMES128', 'M', 70 / (77 - 20.48)],
    ['LBMJANMA', 'F', (8780 + 244 * (70 / 3.0625)) / 9270],
    ['LBMJANMA', 'M', (6680 + 216 * (70 / 3.0625)) / 9270],
    ['IBW', 'F', 70 / (45.5 + 0.91 * 23)],
    ['IBW', 'M', 70 / (48 + 1.06 * 23)],
    ['IBW', 'O', 70 / ((45.5 + 0.91 * 23 + 48 + 1.06 * 23) / 2)],
  ])('%s of sex %s', (suvType, sex, expected) => {
    expect(factor(gml(suvType, { sex }))).toBeCloseTo(expected, 12);
    expect(factor(gml(suvType, { sex, height: 175 }))).toBeCloseTo(expected, 12);
  });

  test('body surface', () => {
    const surface = 0.007184 * 70 ** 0.425 * 175 ** 0.725 * 1e4;
    expect(factor({ ...pet, units: 'CM2ML' })).toBeCloseTo(70_000 / surface, 12);
  });

  test('what lean mass needs is asked for', () => {
    expect(complaint(gml('LBM', { height: null }))).toContain('PatientSize (0010,1020)');
    expect(complaint(gml('LBM', { sex: null }))).toContain('PatientSex (0010,0040)');
    expect(complaint(gml('XYZ'))).toContain('SUVType (0054,1006) XYZ');
  });

  test("counts, with Philips' factors", () => {
    const counts = { ...pet, units: 'CNTS' };
    expect(factor({ ...counts, philipsSuvFactor: 0.00123 })).toBe(0.00123);
    expect(factor({ ...counts, philipsSuvFactor: 0, philipsActivityFactor: 2.5 })).toBeCloseTo(
      2.5 * afterHours(1),
      15,
    );
  });

  test('kBq/ml, if the user says so', () => {
    expect(factor({ ...pet, units: null }, { ...nothingSaid, petUnit: 'kbqml' })).toBeCloseTo(
      1000 * afterHours(1),
      12,
    );
  });

  test('slices of several units are refused', () => {
    expect(() => suvOfSeries([pet, { ...pet, units: 'GML' }], nothingSaid)).toThrow(
      /several units/,
    );
  });
});
