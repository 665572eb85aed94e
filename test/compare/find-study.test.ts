import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStudy } from '../../src/compare/find-study.js';
import { InputError } from '../../src/errors.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const unknown = { weightKg: null, heightCm: null, sex: null };
const usual = { pet: null, ct: null, mask: null };

function folderWith(name: string, ...files: readonly string[]): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
}

async function refusal(path: string, names = usual): Promise<string> {
  const error: unknown = await findStudy(path, names).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
}

describe('findStudy', () => {
  test('finds what autopet and autoPET call their files, or what it is told', async () => {
    const ours = folderWith('ours', 'pet.mha', 'ct.mha', 'mask.mha', 'truth.mha');
    expect(await findStudy(ours, usual)).toEqual({
      pet: join(ours, 'pet.mha'),
      ct: join(ours, 'ct.mha'),
      mask: join(ours, 'mask.mha'),
      report: null,
      told: null,
      patient: unknown,
    });
    const theirs = folderWith('theirs', 'SUV.nii.gz', 'CTres.nii.gz', 'SEG.nii.gz');
    expect((await findStudy(theirs, usual)).ct).toBe(join(theirs, 'CTres.nii.gz'));
    const named = await findStudy(ours, { ...usual, mask: 'truth.mha' });
    expect(named.mask).toBe(join(ours, 'truth.mha'));
  });

  test('says what is missing, and what may be one or the other', async () => {
    expect(await refusal(folderWith('no-ct', 'pet.mha', 'mask.mha'))).toContain('holds no CT');
    const two = folderWith('two', 'pet.mha', 'SUV.nii.gz', 'ct.mha', 'mask.mha');
    expect(await refusal(two)).toContain('pet.mha, SUV.nii.gz');
    expect(await refusal(join(root, 'nowhere'))).toContain('nowhere');
  });

  test('follows a report to what it names, beside it where it was moved', async () => {
    const folder = folderWith('reported', 'p.mha', 'c.mha', 'm.mha');
    const suv = { factor: 0.0005, weight_kg: 80 };
    const write = (name: string, content: object): string => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const named = { pet: '/elsewhere/p.mha', ct: join(folder, 'c.mha'), suv };
    const report = write('report.json', { ...named, output: 'm.mha' });
    expect(await findStudy(report, usual)).toEqual({
      pet: join(folder, 'p.mha'),
      ct: join(folder, 'c.mha'),
      mask: join(folder, 'm.mha'),
      report,
      told: { suvFactor: 0.0005 },
      patient: { ...unknown, weightKg: 80 },
    });
    const patient = { weight_kg: 81, height_cm: 180, sex: 'male' };
    const fuller = write('fuller.json', { ...named, patient, output: 'm.mha' });
    expect((await findStudy(fuller, usual)).patient).toEqual({
      weightKg: 81,
      heightCm: 180,
      sex: 'male',
    });
    expect(await refusal(write('a.json', { ...named, ct: null, mask: 'm.mha' }))).toContain(
      'no CT',
    );
    expect(await refusal(write('b.json', named))).toContain('no mask');
    const dicom = write('c.json', { ...named, pet: folder, mask: 'm.mha' });
    expect(await refusal(dicom)).toContain('a study of DICOM files has none');
    expect(await refusal(write('d.json', {}))).toContain('is not a report');
  });

  test("follows a run's record to its report, else to what it names", async () => {
    const folder = folderWith('recorded', 'p.mha', 'c.mha', 'm.mha');
    const file = (role: string, name: string) => ({
      role,
      path: join(folder, name),
      bytes: 0,
      sha256: '0'.repeat(64),
    });
    const record = {
      format: 'autopet-record-1',
      autopet: '0.1.0',
      node: 'v20.12.0',
      platform: 'linux-x64',
      processors: 2,
      options: {},
      device: 'cpu',
      precision: 'float32',
      seconds: { total: 1 },
      model: { folder: null, sha256: { 0: '0' } },
      inputs: [file('pet', 'p.mha'), file('ct', 'c.mha')],
      outputs: [file('output', 'm.mha')],
    };
    const write = (content: object): string => {
      const path = join(folder, 'run.json');
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const files = { pet: join(folder, 'p.mha'), ct: join(folder, 'c.mha') };
    const mask = join(folder, 'm.mha');
    expect(await findStudy(write(record), usual)).toMatchObject({ ...files, mask, told: null });
    const kilo = { ...record, options: { petUnit: 'kbqml' } };
    expect(await refusal(write(kilo))).toContain('no report that has the factor to SUV');
    const suv = { factor: 0.3, weight_kg: 80 };
    writeFileSync(join(folder, 'report.json'), JSON.stringify({ ...files, output: mask, suv }));
    const outputs = [...record.outputs, file('report', 'report.json')];
    const told = { told: { suvFactor: 0.3 }, patient: { weightKg: 80 } };
    expect(await findStudy(write({ ...kilo, outputs }), usual)).toMatchObject({ mask, ...told });
    expect(await refusal(write({ ...record, inputs: [file('pet', 'p.mha')] }))).toContain('no CT');
    const gone = { ...record, outputs: [file('output', 'gone.mha')] };
    expect(await refusal(write(gone))).toContain('not there any more');
  });
});
