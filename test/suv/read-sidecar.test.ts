import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSidecar, sidecarBeside } from '../../src/suv/read-sidecar.js';
import { toldBeside } from '../../src/suv/told-beside.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const image = join(root, 'pet.nii.gz');
const path = join(root, 'pet.json');
const { log } = recordLog();
/** As BIDS asks for, times as from the injection on. */
const whole = {
  Units: 'Bq/mL',
  TracerName: 'FDG',
  TracerRadionuclide: 'F18',
  InjectedRadioactivity: 350,
  InjectedRadioactivityUnits: 'MBq',
  SpecificRadioactivity: 'n/a',
  TimeZero: '10:00:00',
  InjectionStart: 0,
  ScanStart: 3600,
  ImageDecayCorrected: true,
  ImageDecayCorrectionTime: 3600,
  BodyWeight: 70,
};
const facts = {
  source: 'pet.json',
  unit: 'Bq/mL',
  weightKg: 70,
  heightCm: null,
  sex: null,
  doseMbq: 350,
  nuclide: 'F18',
  tracer: 'FDG',
  isDecayCorrected: true,
  injection: 0,
  scan: 3600,
  correctedTo: 3600,
};

const read = (value: unknown) => {
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return readSidecar(image, log);
};

test('tells what BIDS has it tell', async () => {
  expect(await read(whole)).toEqual(facts);
  expect(await sidecarBeside(image)).toBe(path);
});

test.each([
  [350_000_000, 'Bq'],
  [0.35, 'GBq'],
  [350_000, 'kBq'],
  [350 / 37, 'mCi'],
])('the dose may be %d %s', async (InjectedRadioactivity, InjectedRadioactivityUnits) => {
  const found = await read({ ...whole, InjectedRadioactivity, InjectedRadioactivityUnits });
  expect(found!.doseMbq).toBeCloseTo(350, 9);
});

test("the unit of the dose may be spelt as in the specification's example", async () => {
  const { InjectedRadioactivityUnits, ...rest } = whole;
  expect((await read({ ...rest, InjectedRadioActivityUnits: 'MBq' }))!.doseMbq).toBe(350);
  expect((await read(rest))!.doseMbq).toBeNull();
});

test('what is of another type, or n/a, is not told', async () => {
  const odd = {
    Units: 'n/a',
    TracerName: 4,
    InjectedRadioactivity: '350',
    InjectionStart: '10:00',
    ImageDecayCorrected: 'yes',
    BodyWeight: null,
  };
  expect(await read(odd)).toEqual({
    source: 'pet.json',
    unit: null,
    weightKg: null,
    heightCm: null,
    sex: null,
    doseMbq: null,
    nuclide: null,
    tracer: null,
    isDecayCorrected: null,
    injection: null,
    scan: null,
    correctedTo: null,
  });
});

test.each([[{}], [{ autopet: '0.1.0', pet: 'pet.nii.gz' }], [{ BodyWeight: 70 }]])(
  'a JSON file without a PET key is no sidecar: %j',
  async (value) => {
    expect(await read(value)).toBeNull();
    expect(await sidecarBeside(image)).toBeNull();
  },
);

test.each(['{', '[]', '"Units"'])('one that cannot be used is told: %s', async (text) => {
  writeFileSync(path, text);
  const recorded = recordLog();
  expect(await readSidecar(image, recorded.log)).toBeNull();
  expect(recorded.warnings).toEqual([
    expect.stringMatching(/^No sidecar was read: .*pet\.json is not/),
  ]);
  expect(await sidecarBeside(image)).toBeNull();
});

test('where there is none, nothing is said', async () => {
  const recorded = recordLog();
  expect(await readSidecar(join(root, 'other.mha'), recorded.log)).toBeNull();
  expect(recorded.warnings).toEqual([]);
});

describe("a participant's weight", () => {
  const folder = join(root, 'data/sub-02/ses-1/pet');
  const scan = join(folder, 'sub-02_ses-1_pet.nii.gz');
  const { BodyWeight, ...rest } = whole;
  const weightOf = async (sidecar: object, table: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'sub-02_ses-1_pet.json'), JSON.stringify(sidecar));
    writeFileSync(join(root, 'data/participants.tsv'), table);
    return (await readSidecar(scan, log))!.weightKg;
  };

  test.each([
    ['participant_id\tbody_weight\nsub-01\t58\nsub-02\t96\n', 96],
    ['participant_id\tage\tWeight\r\nsub-02\t40\t71.5\r\n', 71.5],
    ['participant_id\tbody_weight\nsub-01\t58\n', null],
    ['participant_id\tbody_weight\nsub-02\tn/a\n', null],
    ['participant_id\tbody_weight\nsub-02\t\n', null],
    ['participant_id\tage\nsub-02\t40\n', null],
    ['"participant_id"\t"weight"\r"sub-02"\t"71.5"\r', 71.5],
    ['age\tparticipant_id\tweight\n40\tsub-02\t71.5\n', 71.5],
    ['participant_id\tweight\tbody_weight\nsub-02\t96\t96.0\nsub-02\t96\tn/a\n', 96],
    ['participant_id\theight\tweight\nsub-02\t6\'2"\t96\n', 96],
  ])('comes from participants.tsv: %j', async (table, expected) => {
    expect(await weightOf(rest, table)).toBe(expected);
  });

  test.each([
    [
      'two rows',
      'participant_id\tweight\nsub-02\t96\nsub-02\t69\n',
      /several weights, 96 and 69, expected one/,
    ],
    [
      'two columns',
      'participant_id\tweight\tbody_weight\nsub-02\t96\t69\n',
      /several weights, 96 and/,
    ],
    ['a column twice', 'participant_id\tweight\tweight\nsub-02\t96\t69\n', /"weight" twice/],
    [
      'a comma',
      'participant_id\tweight\nsub-02\t71,5\n',
      /71,5 in .*participants\.tsv, expected a number \(kg\)/,
    ],
    ['another base', 'participant_id\tweight\nsub-02\t0x48\n', /0x48 in .*, expected a number/],
  ])('of %s is not taken, which is told', async (_, table, message) => {
    const recorded = recordLog();
    await weightOf(rest, table);
    expect((await readSidecar(scan, recorded.log))!.weightKg).toBeNull();
    expect(recorded.warnings).toEqual([expect.stringMatching(message)]);
  });

  test('is in kg, unless the data set says something else', async () => {
    const columns = join(root, 'data/participants.json');
    const recorded = recordLog();
    await weightOf(rest, 'participant_id\tweight\nsub-02\t160\n');
    writeFileSync(columns, '{"weight": {"Units": "kg"}}');
    expect((await readSidecar(scan, recorded.log))!.weightKg).toBe(160);
    writeFileSync(columns, '{"weight": {"Units": "lb"}}');
    expect((await readSidecar(scan, recorded.log))!.weightKg).toBeNull();
    expect(recorded.warnings).toEqual([expect.stringMatching(/weight is in lb, expected kg/)]);
    expect(await toldBeside(scan)).toEqual([
      { role: 'sidecar', path: join(folder, 'sub-02_ses-1_pet.json') },
      { role: 'participants', path: join(root, 'data/participants.tsv') },
      { role: 'participant columns', path: columns },
    ]);
    rmSync(columns);
  });

  test('and so are height and sex, each by itself', async () => {
    const recorded = recordLog();
    const columns = join(root, 'data/participants.json');
    await weightOf(
      rest,
      'participant_id\tweight\theight\tsex\nsub-02\t71\t70\tM\nsub-02\t71\t70\tF\n',
    );
    writeFileSync(columns, '{"height": {"Units": "inch"}}');
    expect(await readSidecar(scan, recorded.log)).toMatchObject({
      weightKg: 71,
      heightCm: null,
      sex: null,
    });
    expect(recorded.warnings).toEqual([
      expect.stringMatching(/height is in inch, expected m or cm/),
      expect.stringMatching(/several sexes, male and female/),
    ]);
    rmSync(columns);
  });

  test('is not taken where the sidecar gives two', async () => {
    const recorded = recordLog();
    await weightOf({ ...rest, BodyWeight: 70, PatientWeight: 154 }, 'participant_id\n');
    expect((await readSidecar(scan, recorded.log))!.weightKg).toBeNull();
    expect(recorded.warnings).toEqual([expect.stringMatching(/gives two, 70 and 154\./)]);
    const rounded = { ...rest, BodyWeight: 70.4, PatientWeight: 70 };
    expect(await weightOf(rounded, 'participant_id\n')).toBe(70.4);
  });

  test('comes from the sidecar first', async () => {
    expect(await weightOf(whole, 'participant_id\tbody_weight\nsub-02\t96\n')).toBe(70);
    expect(await weightOf({ ...rest, PatientWeight: 80 }, 'participant_id\n')).toBe(80);
  });

  test('height, in m or cm, and sex come from there and from the sidecar, that first', async () => {
    const table = 'participant_id\tsex\theight\tbody_weight\nsub-02\tF\t1.62\t60\n';
    expect(await weightOf(whole, table)).toBe(70);
    const told = async (sidecar: object) => {
      writeFileSync(join(folder, 'sub-02_ses-1_pet.json'), JSON.stringify(sidecar));
      const { heightCm, sex } = (await readSidecar(scan, log))!;
      return [heightCm, sex];
    };
    expect(await told(whole)).toEqual([162, 'female']);
    expect(await told({ ...whole, PatientSize: 1.8, PatientSex: 'M' })).toEqual([180, 'male']);
    expect(await told({ ...whole, BodyHeight: 175, PatientSex: 'O' })).toEqual([175, 'female']);
    // No height: the table's.
    expect(await told({ ...whole, PatientSize: 0, PatientSex: 'n/a' })).toEqual([162, 'female']);
    expect(await told({ ...whole, PatientSize: 17 })).toEqual([162, 'female']);
  });
});
