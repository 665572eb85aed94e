import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertDicom } from '../../src/dicom/convert/convert-dicom.js';
import { isAutopetError } from '../../src/errors.js';
import { failureLine } from '../../src/process/failure-line.js';
import { checkDicom } from '../../src/segment/check-dicom.js';
import { segmentDicom } from '../../src/segment/segment-dicom.js';
import { type SeriesSpec, writeSeries } from '../support/dicom-series.js';
import { makeDicomStudy } from '../support/make-dicom-study.js';
import { makeModel } from '../support/make-model.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import type { DicomElement } from '../support/write-dicom.js';

const root = temporaryFolder();
const { petSeries, ctSeries } = makeDicomStudy(root);
const name = 'ZWETSCHGE';
const [study, birthDate] = ['1.9.8765.4', '19510203'];
const planted = new RegExp(`${name}|${study}|${birthDate}`, 'i');

const personal: readonly DicomElement[] = [
  ['00080050', 'SH', name],
  ['00080080', 'LO', name],
  ['00080090', 'PN', `${name}^DOCTOR`],
  ['00081030', 'LO', `PET OF ${name}`],
  ['0008103e', 'LO', name],
  ['00100010', 'PN', `${name}^ZOE`],
  ['00100020', 'LO', name],
  ['00100030', 'DA', birthDate],
  ['00104000', 'LT', name],
  ['00200010', 'SH', name],
];

/** A series whose patient's name is in every tag and file name that may have one. */
function of(spec: SeriesSpec, more: readonly DicomElement[] = [], part = ''): SeriesSpec {
  return {
    ...spec,
    study: `${study}${part}`,
    series: `${study}${part}.${spec.modality === 'PT' ? 1 : 2}`,
    name: (z) => `${name}${part}${z}.dcm`,
    more: (z) => [...(spec.more?.(z) ?? []), ...personal, ...more],
  };
}

/** @returns a folder with the name in its path */
function write(what: string, pet: SeriesSpec | null, ct: SeriesSpec | null): string {
  const folder = join(root, what, name);
  if (pet !== null) writeSeries(join(folder, name, 'pet'), pet);
  if (ct !== null) writeSeries(join(folder, 'ct'), ct);
  return folder;
}

let model = '';
beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
});

/** All that is told of a folder by all that reads one: logs, results, failures, and what is left of temporary files. */
async function tellAll(dicom: string, output: string, objects: string | null): Promise<string> {
  const told: string[] = [];
  const tell = (fields: object, message: string): void => {
    told.push(JSON.stringify(fields), message);
  };
  const log = { info: tell, warn: tell };
  const attempt = async (work: Promise<unknown>): Promise<void> => {
    await work.then(
      (result) => told.push(JSON.stringify(result)),
      (error: unknown) => {
        // Any other would be told with its stack, and with whatever is in its text.
        expect(isAutopetError(error)).toBe(true);
        told.push(failureLine(error));
      },
    );
  };
  await attempt(checkDicom({ dicom, model, log }));
  const images = { petOutput: join(output, 'pet.mha'), imagesTr: join(output, 'imagesTr') };
  await attempt(convertDicom({ folder: dicom, ...images, report: join(output, 't.json'), log }));
  const options = { model, device: 'cpu', tta: 'full', threads: 1, log } as const;
  const mask = { output: join(output, 'm.mha'), report: join(output, 'r.json') };
  await attempt(segmentDicom({ ...options, ...mask, dicom, dicomOutput: objects }));
  told.push(...readdirSync(tmpdir()).filter((entry) => entry.includes(`-${process.pid}-`)));
  return told.join('\n');
}

test('a study that is segmented: logs, results, reports, and what files are called', async () => {
  const output = join(root, 'out');
  const told = await tellAll(
    write('whole', of(petSeries), of(ctSeries)),
    output,
    join(output, 'o'),
  );
  expect(told).toContain('taken as PET');
  expect(told).not.toMatch(planted);
  const files = readdirSync(output, { recursive: true }).map(String).sort();
  expect(files.filter((file) => file.startsWith('o/'))).toHaveLength(4);
  expect(files.join('\n')).not.toMatch(planted);
  for (const report of ['t.json', 'r.json']) {
    expect(readFileSync(join(output, report), 'utf8')).not.toMatch(planted);
  }
});

const dynamic: DicomElement = ['00541000', 'CS', 'DYNAMIC\\IMAGE'];
const petFile = (folder: string, z: number): string => join(folder, name, 'pet', `${name}${z}.dcm`);

test.each<[string, () => string, RegExp]>([
  ['no CT', () => write('1', of(petSeries), null), /There is no CT of the PET/],
  ['no PET', () => write('2', null, of(ctSeries)), /There is no PET in the folder/],
  [
    'a dynamic PET',
    () => write('3', of(petSeries, [dynamic]), of(ctSeries)),
    /No PET in the folder can be taken: [0-9a-f]{8} \(dynamic/,
  ],
  [
    'lossy JPEG',
    () => write('4', { ...of(petSeries), syntax: 'lossyJpeg' }, of(ctSeries)),
    /compressed in a way that is not read \(lossy JPEG/,
  ],
  [
    'HTJ2K',
    () => write('5', { ...of(petSeries), syntax: 'htj2k' }, of(ctSeries)),
    /compressed in a way that is not read \(HTJ2K/,
  ],
  [
    'no weight',
    () => write('6', { ...of(petSeries), without: ['00101030'] }, of(ctSeries)),
    /PatientWeight .*--weight/,
  ],
  [
    'another frame of reference',
    () => write('7', of(petSeries), { ...of(ctSeries), frameOfReference: '1.2.3.8' }),
    /in another frame of reference/,
  ],
  [
    'a missing slice',
    () => {
      const folder = write('8', of(petSeries), of(ctSeries));
      rmSync(petFile(folder, 5));
      return folder;
    },
    /lacks 1 slice/,
  ],
  [
    'a slice that is cut off',
    () => {
      const folder = write('9', of(petSeries), of(ctSeries));
      const file = petFile(folder, 5);
      writeFileSync(file, readFileSync(file).subarray(0, -50));
      return folder;
    },
    /slice 6 .* cannot be parsed|slice 6 /,
  ],
  [
    'two studies',
    () => {
      const folder = write('10', of(petSeries), of(ctSeries));
      writeSeries(join(folder, 'second'), of(petSeries, [], '.5'));
      return folder;
    },
    /There are 2 studies of 1 patient/,
  ],
  [
    'a damaged .zip',
    () => {
      const folder = write('11', null, of(ctSeries));
      const zip = join(folder, `${name}.zip`);
      writeFileSync(zip, Buffer.from('PK\x03\x04 and no more'));
      return zip;
    },
    /A \.zip of DICOM files is damaged/,
  ],
  ['nothing', () => join(root, name, 'nowhere'), /cannot be read \(ENOENT\)/],
])('%s is told without a name', async (what, make, message) => {
  const told = await tellAll(make(), join(root, `${what}-out`), null);
  expect(told).toMatch(message);
  expect(told).not.toMatch(planted);
});

test('objects that would lie nowhere are refused before the network', async () => {
  const without = ['00200052'];
  const folder = write('frameless', { ...of(petSeries), without }, { ...of(ctSeries), without });
  const output = join(root, 'frameless-out');
  const told = await tellAll(folder, output, join(output, 'o'));
  expect(told).toMatch(/no FrameOfReferenceUID/);
  expect(told).not.toMatch(/network: |preprocess: /);
  expect(told).not.toMatch(planted);
});
