import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import { UsageError } from '../../src/errors.js';
import { readVolume } from '../../src/image/read/read-volume.js';
import { checkDicom } from '../../src/segment/check-dicom.js';
import type { SegmentDicomOptions } from '../../src/segment/options/segment-options.js';
import { segmentDicom } from '../../src/segment/segment-dicom.js';
import { type SeriesSpec, writeSeries } from '../support/dicom-series.js';
import { makeDicomStudy } from '../support/make-dicom-study.js';
import { makeModel } from '../support/make-model.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeZip } from '../support/write-zip.js';

const root = temporaryFolder();
// 12 x 10 x 14 voxels: a body of SUV 1 in air, with one lesion of SUV 9.
const { study, factor, petSeries, ctSeries } = makeDicomStudy(root);
const [nx, ny, nz] = study.pet.size;

let model = '';
beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
  writeSeries(join(root, 'study/a'), petSeries);
  writeSeries(join(root, 'study/b'), ctSeries);
});

const options = (name: string): SegmentDicomOptions => ({
  dicom: join(root, 'study'),
  output: join(root, name, 'mask.mha'),
  report: join(root, name, 'report.json'),
  model,
  device: 'cpu',
  tta: 'full',
  threads: 1,
});

test('the mask lies on the slices of the PET, and the report tells what gave the SUV', async () => {
  const given = options('plain');
  const result = await segmentDicom(given);
  const mask = await readVolume(given.output);
  expect([mask.size, mask.spacing, mask.origin]).toEqual([
    [nx, ny, nz],
    [2, 2, 30],
    [0, 0, 0],
  ]);
  expect(mask.data).toEqual(Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0)));
  expect(result.lesions.count).toBe(1);
  expect(result.lesions.suvMax).toBeCloseTo(9, 2);
  expect(result.inputCheck.verdict).not.toBe('refuse');
  const report = JSON.parse(readFileSync(given.report!, 'utf8'));
  expect(report.pet).toMatch(/^DICOM PET series [0-9a-f]{8}$/);
  expect(report.suv).toMatchObject({
    unit: 'BQML',
    from: { unit: 'dicom', weight: 'dicom', dose: 'dicom', times: 'dicom', nuclide: 'dicom' },
    weight_kg: 70,
    dose_mbq: 370,
    nuclide: 'F-18',
    uptake_s: 3600,
    attributes: expect.arrayContaining(['PatientWeight (0010,1030): 70 kg']),
    remarks: [],
  });
  expect(report.suv.factor).toBeCloseTo(factor, 12);
});

test('what the user says goes before the header', async () => {
  const result = await segmentDicom({ ...options('said'), weight: 140 });
  expect(result.suv).toMatchObject({ weightKg: 140, from: { weight: 'option', dose: 'dicom' } });
  expect(result.lesions.suvMax).toBeCloseTo(18, 2);
});

test('a .zip is unpacked, and nothing of it is left', async () => {
  const files = ['a', 'b'].flatMap((part) =>
    readdirSync(join(root, 'study', part)).map((name) => join(root, 'study', part, name)),
  );
  const dicom = join(root, 'study.zip');
  writeZip(dicom, files);
  const unpacked = (): string[] =>
    readdirSync(tmpdir()).filter((name) => name.includes(`-${process.pid}-`));
  const before = unpacked();
  const given = options('zip');
  await segmentDicom({ ...given, dicom });
  expect(unpacked()).toEqual(before);
  const plain = await readVolume(join(root, 'plain', 'mask.mha'));
  expect(await readVolume(given.output)).toEqual(plain);
});

test('the gate alone', async () => {
  const { dicom } = options('check');
  const { log, infos, warnings } = recordLog();
  const check = await checkDicom({ dicom, model, log });
  expect(check.suv.factor).toBeCloseTo(factor, 12);
  expect(check.findings.filter(({ code }) => code === 'pet-tracer' || code === 'pet-unit')).toEqual(
    [],
  );
  expect([...infos, ...warnings].filter((line) => line.includes('taken as'))).toHaveLength(2);
});

test('refused before the network: no CT, no weight, a PET of one region', async () => {
  const refusal = async (name: string, pet: SeriesSpec, ct: SeriesSpec | null): Promise<string> => {
    writeSeries(join(root, name, 'pet'), pet);
    if (ct !== null) writeSeries(join(root, name, 'ct'), ct);
    return segmentDicom({ ...options(`${name}-out`), dicom: join(root, name) }).then(
      () => 'it was segmented',
      (error: Error) => error.message,
    );
  };
  expect(await refusal('no-ct', petSeries, null)).toContain('There is no CT of the PET');
  expect(await refusal('no-weight', { ...petSeries, without: ['00101030'] }, ctSeries)).toMatch(
    /PatientWeight.*--weight/,
  );
  const short = { ...petSeries, size: [nx, ny, 8] as const };
  expect(await refusal('short', short, ctSeries)).toContain('too few slices');
});

test('a name in tags, folders and files is told nowhere', async () => {
  const name = 'ZWETSCHGE';
  const personal = [
    ['00081030', 'LO', `PET OF ${name}`],
    ['0008103e', 'LO', name],
    ['00100010', 'PN', `${name}^ZOE`],
    ['00100020', 'LO', name],
  ] as const;
  const dicom = join(root, name);
  const named = (spec: SeriesSpec): SeriesSpec => ({
    ...spec,
    name: (z) => `${name}${z}`,
    more: (z) => [...(spec.more?.(z) ?? []), ...personal],
  });
  writeSeries(join(dicom, name, 'a'), named(petSeries));
  writeSeries(join(dicom, name, 'b'), named(ctSeries));
  const told: string[] = [];
  const tell = (fields: object, message: string): void => {
    told.push(JSON.stringify(fields), message);
  };
  const log = { info: tell, warn: tell };
  const given = { ...options('private'), dicom, log };
  told.push(JSON.stringify(await segmentDicom(given)), readFileSync(given.report!, 'utf8'));
  told.push(JSON.stringify(await checkDicom({ dicom, model, log })));
  writeSeries(join(dicom, name, 'a'), named({ ...petSeries, without: ['00101030'] }));
  told.push(await segmentDicom(given).then(String, (error: Error) => error.message));
  expect(told.length).toBeGreaterThan(10);
  expect(told.join('\n')).not.toContain(name);
  expect(told.join('\n')).not.toContain('1.2.3.1');
});

describe('what goes into an archive', () => {
  const objectsOf = (folder: string) =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

  test('is written beside the mask, and a second run writes the same bytes', async () => {
    const [one, other] = [join(root, 'objects'), join(root, 'again')];
    await segmentDicom({ ...options('with-objects'), dicomOutput: one });
    await segmentDicom({ ...options('with-objects-again'), dicomOutput: other });
    const objects = objectsOf(one);
    expect(Object.keys(objects)).toEqual(['picture.dcm', 'rtstruct.dcm', 'seg.dcm', 'sr.dcm']);
    expect(objectsOf(other)).toEqual(objects);
    const mask = await readVolume(join(root, 'with-objects', 'mask.mha'));
    const seg = dicomParser.parseDicom(objects['seg.dcm']!);
    const { dataOffset, length } = seg.elements.x7fe00010!;
    const bits = seg.byteArray.subarray(dataOffset, dataOffset + length);
    const set = bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(set).toBe([...mask.data].reduce((a, b) => a + b, 0));
  });

  test('is stored on a server, and the mask is there even where that fails', async () => {
    const heard: string[] = [];
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        heard.push(request.url!);
        response.statusCode = heard.length === 2 ? 403 : 200;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stow = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`;
    const given = options('stored');
    await expect(segmentDicom({ ...given, stow })).rejects.toThrow(
      /^1 of 4 objects were not stored on .*sr[.]dcm: HTTP 403/,
    );
    server.closeAllConnections();
    server.close();
    expect(heard).toEqual(new Array(4).fill('/dicom-web/studies'));
    expect((await readVolume(given.output)).size).toEqual([nx, ny, nz]);
  });

  test.each([
    ['a folder with something in it', { dicomOutput: root }],
    ['an address that is none', { stow: 'pacs' }],
  ])('%s is refused before any work is done', async (_, where) => {
    const given = options('refused');
    await expect(segmentDicom({ ...given, ...where })).rejects.toThrow(UsageError);
    expect(existsSync(given.output)).toBe(false);
  });
});
