import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertDicom } from '../../../src/dicom/convert/convert-dicom.js';
import { InputError, OptionError } from '../../../src/errors.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { type SeriesSpec, writeSeries } from '../../support/dicom-series.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

const pet: SeriesSpec = {
  modality: 'PT',
  size: [5, 4, 6],
  spacing: [4, 4, 4],
  stored: (x, y, z) => 100 * x + 10 * y + z,
  slope: (z) => 10 + z,
};
const ct: SeriesSpec = {
  modality: 'CT',
  size: [10, 8, 12],
  spacing: [2, 2, 2],
  origin: [-1, -1, -1],
  stored: (_, __, z) => 10 * z,
  intercept: -1000,
};

// 70 kg, 370 MBq, an hour before the scan.
const factor = (70_000 / 370e6) * 2 ** (3600 / 6586.2);

function write(name: string, petSpec: SeriesSpec = pet): string {
  const here = join(folder, name);
  writeSeries(join(here, 'one/deep/folder'), petSpec);
  writeSeries(join(here, 'other'), ct);
  writeFileSync(join(here, 'autorun.inf'), 'no DICOM');
  return here;
}

test('PET in SUV, CT in HU, and the CT on the grid of the PET', async () => {
  const here = write('study');
  const out = (name: string): string => join(folder, 'out', name);
  const contents = await convertDicom({
    folder: here,
    petOutput: out('pet.nii.gz'),
    ctOutput: out('ct.mha'),
    ctOnPet: out('on-pet.nrrd'),
    imagesTr: out('imagesTr'),
    caseName: 'a',
    report: out('report.json'),
  });
  expect(contents).toMatchObject({ other_files: 1, suv: { unit: 'BQML', uptake_s: 3600 } });
  expect(contents.suv!.factor).toBeCloseTo(factor, 12);
  expect(JSON.parse(readFileSync(out('report.json'), 'utf8'))).toEqual(contents);
  const suv = await readVolume(out('pet.nii.gz'));
  expect(suv.size).toEqual([5, 4, 6]);
  for (const [x, y, z] of [
    [0, 0, 0],
    [4, 0, 0],
    [1, 3, 2],
    [4, 3, 5],
  ] as const) {
    const bqml = (100 * x + 10 * y + z) * (10 + z);
    expect(suv.data[x + 5 * (y + 4 * z)]).toBe(Math.fround(bqml * factor));
  }
  const hu = await readVolume(out('ct.mha'));
  expect(hu.data).toBeInstanceOf(Int16Array);
  expect([hu.size, hu.spacing, hu.origin]).toEqual([
    [10, 8, 12],
    [2, 2, 2],
    [-1, -1, -1],
  ]);
  expect(hu.data[hu.data.length - 1]).toBe(-890);
  const onPet = await readVolume(out('on-pet.nrrd'));
  expect(onPet.size).toEqual(suv.size);
  // Between the CT's slices 2z and 2z + 1.
  expect(onPet.data[5 * 4 * 3]).toBeCloseTo(-1000 + 65, 3);
  expect(readdirSync(out('imagesTr')).sort()).toEqual(['a_0000.nii.gz', 'a_0001.nii.gz']);
  expect((await readVolume(out('imagesTr/a_0001.nii.gz'))).data).toEqual(suv.data);
  expect((await readVolume(out('imagesTr/a_0000.nii.gz'))).data).toEqual(onPet.data);
});

test('the table is told without SUV, which is refused where it is asked for', async () => {
  const here = write('no-weight', { ...pet, without: ['00101030'] });
  const { log, infos, warnings } = recordLog();
  const { suv, series } = await convertDicom({ folder: here, log });
  expect(suv).toBeNull();
  expect(series.map(({ role }) => role).sort()).toEqual(['CT', 'PET']);
  expect(infos.some((line) => line.includes('taken as CT'))).toBe(true);
  expect(warnings.some((line) => line.includes('PatientWeight (0010,1030) is missing'))).toBe(true);
  const petOutput = join(folder, 'none.mha');
  await expect(convertDicom({ folder: here, petOutput })).rejects.toThrow(InputError);
  const given = await convertDicom({ folder: here, petOutput, weight: 70 });
  expect(given.suv!.factor).toBeCloseTo(factor, 12);
});

test('slices that may be missing are told', async () => {
  const more = () => [['00540081', 'US', 7] as const];
  const here = write('fewer', { ...pet, more });
  const slice = join(here, 'one/deep/folder/PT5.dcm');
  const { log, warnings } = recordLog();
  await convertDicom({ folder: here, log });
  expect(warnings.filter((line) => line.includes('says 7 slices'))).toHaveLength(1);
  writeFileSync(slice, readFileSync(slice).subarray(0, 600));
  expect((await convertDicom({ folder: here, log })).damaged_files).toBe(1);
  expect(warnings.filter((line) => line.includes('1 file(s) begin as DICOM'))).toHaveLength(1);
});

test('one image of a dynamic scan', async () => {
  const frames = [0, 1].map(
    (frame): SeriesSpec => ({
      ...pet,
      stored: (x) => x + 100 * frame,
      name: (z) => `frame${frame}-${z}`,
      more: (z) => [
        ['00080018', 'UI', `1.2.3.1.${frame}.${z}`],
        ['00080032', 'TM', `11${frame}000`],
        ['00541000', 'CS', 'DYNAMIC\\IMAGE'],
      ],
    }),
  );
  const here = join(folder, 'dynamic');
  for (const frame of frames) writeSeries(here, frame);
  const petOutput = join(folder, 'frame.mha');
  await expect(convertDicom({ folder: here, petOutput })).rejects.toThrow(/dynamic/);
  await convertDicom({ folder: here, petOutput, frame: 2 });
  const { data } = await readVolume(petOutput);
  expect(data[1]).toBe(Math.fround(101 * 10 * factor));
  await expect(convertDicom({ folder: here, petOutput, frame: 3 })).rejects.toThrow(
    /--frame takes 1 to 2/,
  );
});

test('a lone PET of one position, not corrected for decay, is taken with a warning', async () => {
  const here = join(folder, 'lone');
  const more = () =>
    [
      ['00541000', 'CS', 'STATIC\\IMAGE'],
      ['00280051', 'CS', 'ATTN\\SCAT'],
      ['00541102', 'CS', 'NONE'],
      ['00181242', 'IS', '120000'],
    ] as const;
  writeSeries(here, { ...pet, more });
  const { log, warnings } = recordLog();
  const petOutput = join(folder, 'lone.nii.gz');
  const { suv } = await convertDicom({ folder: here, petOutput, log });
  expect(suv).toMatchObject({ decay_correction: 'NONE' });
  expect(warnings[0]).toMatch(
    /taken as PET: not corrected for decay; too few slices: \d+ mm .*; SeriesType is STATIC/,
  );
});

test('a folder that is not there, and options that are none', async () => {
  await expect(convertDicom({ folder: join(folder, 'nowhere') })).rejects.toThrow(/ENOENT/);
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  await expect(convertDicom({ folder: empty })).rejects.toThrow(/no DICOM/);
  await expect(convertDicom({ folder: empty, weight: 0 })).rejects.toThrow(OptionError);
});

test('a name in tags, folders and files is told nowhere', async () => {
  const name = 'ZWETSCHGE';
  const personal = (_z: number) =>
    [
      ['00080050', 'SH', `${name}1`],
      ['00080080', 'LO', name],
      ['00080090', 'PN', `${name}^DOCTOR`],
      ['00081030', 'LO', `PET OF ${name}`],
      ['0008103e', 'LO', `SERIES OF ${name}`],
      ['00100010', 'PN', `${name}^ZOE`],
      ['00100020', 'LO', `${name}7`],
      ['00100030', 'DA', '19510203'],
      ['00104000', 'LT', name],
      ['00200010', 'SH', name],
      ['00200052', 'UI', '1.2.3.9'],
    ] as const;
  const here = join(folder, name, 'of', name);
  const spec: SeriesSpec = { ...pet, more: personal, name: (z) => `${name}${z}.dcm` };
  writeSeries(join(here, name), spec);
  writeSeries(join(here, 'ct'), { ...ct, more: personal, name: (z) => `${name}${z}` });
  const report = join(folder, 'private.json');
  const petOutput = join(folder, 'private.nii.gz');
  const told: string[] = [];
  const tell = (fields: object, message: string): void => {
    told.push(JSON.stringify(fields), message);
  };
  await convertDicom({ folder: here, report, petOutput, log: { info: tell, warn: tell } });
  told.push(readFileSync(report, 'utf8'));
  // Refusals too: a slice at a place of its own, a file that ends early, a missing folder, a weight.
  const broken: readonly SeriesSpec[] = [
    { ...spec, more: (z) => [...personal(z), ['00200032', 'DS', `0\\0\\${z === 5 ? 99 : 4 * z}`]] },
    { ...spec, more: (z) => [...personal(z), ['7fe00010', 'OW', new Uint8Array(8)]] },
    { ...spec, without: ['00101030'] },
    { ...spec, more: (z) => [...personal(z), ['00280051', 'CS', 'DECY']] },
  ];
  for (const [i, each] of broken.entries()) {
    const place = join(folder, name, String(i));
    writeSeries(place, each);
    const outcome = await convertDicom({ folder: place, petOutput }).catch((e: Error) => e.message);
    told.push(JSON.stringify(outcome));
  }
  for (const gone of [join(here, 'gone'), join(here, name, `${name}0.dcm`)]) {
    told.push(await convertDicom({ folder: gone }).then(JSON.stringify, (e: Error) => e.message));
  }
  expect(told.length).toBeGreaterThan(20);
  const all = told.join('\n');
  expect(all).not.toContain(name);
  expect(all).not.toContain('19510203');
  expect(all).not.toContain('1.2.3.1');
});
