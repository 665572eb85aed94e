import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDicomStudies } from '../../src/cohort/find-dicom-studies.js';
import { segmentStudies } from '../../src/cohort/segment-studies.js';
import { InputError, StudiesError } from '../../src/errors.js';
import { readVolume } from '../../src/image/read/read-volume.js';
import { silentLog } from '../../src/log.js';
import { type SeriesSpec, writeSeries } from '../support/dicom-series.js';
import { makeDicomStudy } from '../support/make-dicom-study.js';
import { makeModel } from '../support/make-model.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeZip } from '../support/write-zip.js';

const root = temporaryFolder();
const { study, petSeries, ctSeries } = makeDicomStudy(root);
const expected = Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0));
const name = 'ZWETSCHGE';
const folder = join(root, name);

/** A series of some study, of a patient whose name is everywhere. */
const of = (uid: string, spec: SeriesSpec, without: readonly string[] = []): SeriesSpec => ({
  ...spec,
  study: uid,
  series: `${uid}.${spec.modality === 'PT' ? 1 : 2}`,
  without,
  name: (z) => `${name}${z}`,
  more: (z) => [
    ...(spec.more?.(z) ?? []),
    ['00100010', 'PN', `${name}^ZOE`],
    ['00100020', 'LO', name],
    ['00081030', 'LO', name],
  ],
});
// The first eight digits of the SHA-256 of these UIDs.
const [whole, weightless] = ['study-f9a13599', 'study-d1383cc2'];

let model = '';
beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
  // A study whose files lie in two folders, and a zip of the second half of its CT.
  writeSeries(join(folder, name, 'a'), of('1.2.840.1', petSeries));
  const ct = join(folder, name, 'b');
  writeSeries(ct, of('1.2.840.1', ctSeries));
  const zipped = readdirSync(ct)
    .slice(7)
    .map((file) => join(ct, file));
  writeZip(join(folder, `${name}.zip`), zipped);
  for (const file of zipped) rmSync(file);
  // Another study of that patient among its files, without a weight.
  const without = of('1.2.840.2', petSeries, ['00101030']);
  writeSeries(join(folder, name, 'a'), { ...without, name: (z) => `second${z}` });
  writeSeries(join(folder, 'other'), of('1.2.840.2', ctSeries));
  // A CT alone, what is no DICOM, and what cannot be read.
  writeSeries(join(folder, 'ct'), of('1.2.840.3', ctSeries));
  writeFileSync(join(folder, 'autorun.inf'), 'no DICOM');
  writeFileSync(join(folder, `${name}-2.zip`), Buffer.from('PK\x03\x04 and no more'));
});

function run(output: string) {
  const told: string[] = [];
  const tell = (fields: object, message: string): void => {
    told.push(JSON.stringify(fields), message);
  };
  const log = { info: tell, warn: tell };
  const options = {
    output: join(root, output),
    dicomOutput: join(root, output, 'objects'),
    model,
    device: 'cpu' as const,
    tta: 'full' as const,
    threads: 1,
    log,
  };
  const segmentAll = async (): Promise<unknown> => {
    const { studies, close } = await findDicomStudies(folder, false, log);
    return segmentStudies(studies, options)
      .catch((error: unknown) => error)
      .finally(close);
  };
  return { told, segmentAll, output: options.output };
}

const unpacked = (): string[] =>
  readdirSync(tmpdir()).filter((entry) => entry.includes(`-${process.pid}-`));

test('each study of a folder, wherever its files lie; one that is refused keeps no other', async () => {
  const before = unpacked();
  const { told, segmentAll, output } = run('all');
  const error = (await segmentAll()) as Error;
  expect(error).toBeInstanceOf(StudiesError);
  expect(error.message).toMatch(
    new RegExp(`^1 of 2 studies were not segmented: ${weightless}[.] .*PatientWeight`),
  );
  expect(readdirSync(output).sort()).toEqual([
    'lesions.csv',
    'objects',
    'runs.csv',
    `${whole}.json`,
    `${whole}.mha`,
  ]);
  expect((await readVolume(join(output, `${whole}.mha`))).data).toEqual(expected);
  expect(readdirSync(join(output, 'objects'))).toEqual([whole]);
  expect(readdirSync(join(output, 'objects', whole))).toHaveLength(4);
  expect(told).toContain('1 studies without a PET');
  expect(told.join('\n')).toMatch(/1 file[(]s[)] begin as DICOM does .* damaged [.]zip/);
  const table = readFileSync(join(output, 'lesions.csv'), 'utf8');
  expect(table.split('\n')[1]).toMatch(new RegExp(`^${weightless},,,,,.*PatientWeight`));
  expect(table.split('\n')[2]).toMatch(new RegExp(`^${whole},1,`));
  expect(unpacked()).toEqual(before);
  const report = readFileSync(join(output, `${whole}.json`), 'utf8');
  expect(JSON.parse(report).inputs.dicom.files).toBe(28);
  for (const text of [...told, error.message, table, report]) {
    expect(text).not.toContain(name);
    expect(text).not.toContain('1.2.840.1');
  }
});

test('what is done is not done again, unless an object of it is gone', async () => {
  const again = run('all');
  await again.segmentAll();
  expect(again.told).toContain(`2 of 2, ${whole}: was done before`);
  rmSync(join(again.output, 'objects', whole, 'sr.dcm'));
  const after = run('all');
  await after.segmentAll();
  expect(after.told).toContain(
    `2 of 2, ${whole}: done again, for its DICOM objects are not those of its report`,
  );
  expect(readdirSync(join(again.output, 'objects', whole))).toHaveLength(4);
});

test('UIDs where they may be told', async () => {
  const { studies, close } = await findDicomStudies(folder, true, silentLog);
  expect(studies.map((each) => each.name).sort()).toEqual(['1.2.840.1', '1.2.840.2']);
  const only = studies.filter((each) => each.name === '1.2.840.1');
  const output = join(root, 'kept');
  const options = {
    output,
    keepUids: true,
    model,
    device: 'cpu',
    tta: 'full',
    threads: 1,
  } as const;
  await segmentStudies(only, options).finally(close);
  const report = JSON.parse(readFileSync(join(output, '1.2.840.1.json'), 'utf8'));
  expect(report.pet).toBe('DICOM PET series 1.2.840.1.1');
});

test('a folder without a PET is refused, and one with a UID that would be a path', async () => {
  const empty = join(root, 'empty');
  mkdirSync(empty);
  await expect(findDicomStudies(empty, false, silentLog)).rejects.toThrow(/There is no PET/);
  writeSeries(join(root, 'odd'), { ...of('../../x', petSeries), size: [2, 2, 1] });
  const [odd] = (await findDicomStudies(join(root, 'odd'), false, silentLog)).studies;
  expect(odd!.name).toMatch(/^study-[0-9a-f]{8}$/);
  await expect(findDicomStudies(join(root, 'odd'), true, silentLog)).rejects.toThrow(InputError);
});
