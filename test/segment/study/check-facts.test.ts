import { checkFacts } from '../../../src/segment/study/check-facts.js';
import type { Finding } from '../../../src/segment/study/input-check.js';
import type { OpenStudy } from '../../../src/segment/study/open-study.js';
import { findSuvScale, type SaidOfPet } from '../../../src/suv/find-suv-scale.js';
import type { PetFacts } from '../../../src/suv/pet-facts.js';
import { nothingSaid } from '../../support/nothing-said.js';

const demands = { pet: true, ct: true, tracers: ['FDG'] };
const facts: PetFacts = {
  source: 'pet.json',
  unit: 'Bq/mL',
  weightKg: 70,
  heightCm: null,
  sex: null,
  doseMbq: 350,
  nuclide: 'F18',
  tracer: '[18F]FDG',
  isDecayCorrected: true,
  injection: 0,
  scan: 3600,
  correctedTo: 3600,
};

function found(
  parts: Partial<PetFacts>,
  said: Partial<SaidOfPet> = {},
  model = demands,
): Finding[] {
  const told = { ...facts, ...parts };
  const { scale, lack } = findSuvScale({ ...nothingSaid, ...said }, told);
  const study = { scale, scaleLack: lack, facts: told } as OpenStudy;
  return checkFacts(study, model);
}

const codes = (findings: Finding[]) => findings.map(({ code, severity }) => `${code} ${severity}`);

test('what is usual is not told', () => {
  expect(found({})).toEqual([]);
  expect(found({ unit: null, tracer: null, nuclide: null })).toEqual([]);
  const { scale } = findSuvScale(nothingSaid, null);
  expect(checkFacts({ scale, scaleLack: null, facts: null } as OpenStudy, demands)).toEqual([]);
});

test('a sidecar that says Bq/ml and lacks the dose is refused where the model depends on it', () => {
  expect(found({ doseMbq: null })).toEqual([
    {
      code: 'pet-unit',
      image: 'PET',
      severity: 'refuse',
      measured:
        'pet.json says that it is in Bq/ml, but the injected activity (InjectedRadioactivity) is missing (1 to 5000 MBq)',
      expected: expect.any(String),
      advice: expect.stringMatching(/--dose.*--pet-unit suv/),
    },
  ]);
  expect(codes(found({ doseMbq: null }, {}, { ...demands, pet: false }))).toEqual([
    'pet-unit warn',
  ]);
});

test('a unit that is none of ours is taken as SUV, with a warning', () => {
  const [finding] = found({ unit: 'CNTS' });
  expect(finding).toMatchObject({ code: 'pet-unit', severity: 'warn' });
  expect(finding!.measured).toBe('pet.json says that its unit is CNTS; it is taken as SUV');
});

test('an option that says otherwise than the sidecar is noted', () => {
  const [finding] = found({}, { petUnit: 'suv' });
  expect(finding).toMatchObject({ code: 'pet-unit', severity: 'note' });
  expect(finding!.measured).toBe('pet.json says that its unit is Bq/mL, but it was said to be SUV');
  expect(found({}, { petUnit: 'bqml' })).toEqual([]);
});

test.each([
  [0, 'F18', true],
  [19, 'F18', true],
  [20, 'F18', false],
  [219, 'F18', false],
  [220, 'F18', true],
  [5, 'C11', false],
  [41, 'C11', true],
  [4 * 1440, 'Zr89', false],
])('%d min from injection to scan with %s: odd is %s', (minutes, nuclide, isOdd) => {
  const seconds = 60 * minutes;
  const parts = { nuclide, tracer: null, scan: seconds, correctedTo: seconds };
  const any = { ...demands, tracers: [] };
  expect(codes(found(parts, {}, any))).toEqual(isOdd ? ['pet-uptake-time warn'] : []);
});

describe('tracers', () => {
  test.each<[string | null, string | null, string[], boolean]>([
    ['FDG', 'F18', ['FDG'], false],
    [null, 'F18', ['FDG'], false],
    [null, 'Ga68', ['FDG'], true],
    ['[68Ga]Ga-PSMA-11', 'Ga68', ['FDG'], true],
    ['[18F]PSMA-1007', 'F18', ['FDG'], true],
    ['[68Ga]Ga-PSMA-11', 'Ga68', ['FDG', 'PSMA'], false],
    ['[18F]FDG', 'F18', ['PSMA'], true],
    [null, 'Ga68', ['PSMA'], false],
    ['[68Ga]Ga-PSMA-11', 'Ga68', [], false],
  ])('%s with %s for a model of %j: another is %s', (tracer, nuclide, tracers, isOther) => {
    const findings = found({ tracer, nuclide, unit: null }, {}, { ...demands, tracers });
    expect(codes(findings)).toEqual(isOther ? ['pet-tracer warn'] : []);
  });

  test('are named', () => {
    const [finding] = found({ tracer: 'PSMA-11', nuclide: 'Ga68', unit: null });
    expect(finding!.measured).toBe('pet.json says that its tracer is PSMA-11, Ga68');
    expect(finding!.expected).toBe('FDG, with which the model was trained');
  });
});
