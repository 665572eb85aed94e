import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHeaders } from '../../../src/dicom/read/read-headers.js';
import { readStack } from '../../../src/dicom/read/read-stack.js';
import type { SliceHeader } from '../../../src/dicom/read/slice-header.js';
import { stackSlices } from '../../../src/dicom/read/stack-slices.js';
import { petElements, sliceElements } from '../../support/dicom-series.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type DicomElement, dicomBytes, writeDicom } from '../../support/write-dicom.js';

const folder = temporaryFolder();
const spec = { modality: 'PT', size: [3, 2, 4], stored: (x: number) => x } as const;

async function headersOf(path: string): Promise<readonly SliceHeader[]> {
  const headers = await readHeaders(path);
  if (headers === null || headers === 'damaged') throw new Error('it is no DICOM');
  return headers;
}

test('what is no DICOM, and a DICOMDIR', async () => {
  const text = join(folder, 'readme.txt');
  writeFileSync(text, 'no DICOM at all');
  expect(await readHeaders(text)).toBeNull();
  writeFileSync(text, '');
  expect(await readHeaders(text)).toBeNull();
  const whole = dicomBytes(sliceElements(spec, 0), 'explicit');
  writeFileSync(text, whole.subarray(0, 500));
  expect(await readHeaders(text)).toBe('damaged');
  const dicomdir = join(folder, 'DICOMDIR');
  writeDicom(dicomdir, [['00080016', 'UI', '1.2.840.10008.1.3.10']]);
  expect(await readHeaders(dicomdir)).toEqual([]);
});

test('a file without preamble, as old archives have it', async () => {
  for (const syntax of ['implicit', 'explicit'] as const) {
    const whole = dicomBytes(sliceElements(spec, 0), syntax);
    const start = whole.indexOf(Buffer.from([8, 0, 5, 0]));
    const path = join(folder, `bare-${syntax}`);
    writeFileSync(path, whole.subarray(start));
    const [header] = await headersOf(path);
    expect(header).toMatchObject({
      modality: 'PT',
      seriesUid: '1.2.3.1',
      sopInstanceUid: '1.2.3.1.1',
    });
  }
});

test('a header longer than what is read at first', async () => {
  const path = join(folder, 'long');
  const long: DicomElement = ['00091001', 'OB', new Uint8Array(200_000)];
  for (const syntax of ['explicit', 'deflated'] as const) {
    writeDicom(path, [...sliceElements(spec, 2), long], syntax);
    const [header] = await headersOf(path);
    expect(header!.plane).toMatchObject({ position: [0, 0, 6], rows: 2, columns: 3 });
  }
});

test('what a PET tells of its numbers, with private blocks where they are', async () => {
  const path = join(folder, 'pet');
  const more: DicomElement[] = [
    ['00090011', 'LO', 'GEMS_PETD_01'],
    ['0009100d', 'DT', '19990101000000'],
    ['0009110d', 'DT', '20240305105900.00'],
    ['70530010', 'LO', 'Philips PET Private Group'],
    ['70531000', 'DS', '0.0012'],
    ['70531009', 'DS', '1.5'],
    ['00541300', 'DS', '1215000.0'],
    ['00181242', 'IS', '240000'],
    ['00540081', 'US', 4],
  ];
  writeDicom(path, [...sliceElements(spec, 0), ...more], 'implicit');
  const [header] = await headersOf(path);
  expect(header!.pet).toEqual({
    units: 'BQML',
    suvType: null,
    decayCorrection: 'START',
    correctedImage: ['DECY', 'ATTN', 'SCAT'],
    seriesType: ['WHOLE BODY', 'IMAGE'],
    numberOfSlices: 4,
    times: {
      seriesDate: '20240305',
      seriesTime: '110000',
      acquisitionDate: '20240305',
      acquisitionTime: '110000',
      decayCorrectionDateTime: null,
      timezone: null,
      frameReferenceTime: 1215000,
      frameDuration: 240000,
    },
    geScanDateTime: '20240305105900.00',
    philipsSuvFactor: 0.0012,
    philipsActivityFactor: 1.5,
    weight: 70,
    height: null,
    sex: null,
    radiopharmaceutical: {
      startTime: '100000',
      startDateTime: null,
      totalDose: 370000000,
      halfLife: 6586.2,
      nuclide: 'F-18',
      name: 'FDG',
    },
  });
});

test('private attributes without their creator, and as binary numbers', async () => {
  const path = join(folder, 'private');
  const more: DicomElement[] = [
    ['0009100d', 'DT', '20240305105900.00'],
    ['70531000', 'FD', 0.0012],
  ];
  writeDicom(path, [...sliceElements(spec, 0), ...more], 'explicit');
  const [header] = await headersOf(path);
  expect(header!.pet).toMatchObject({
    geScanDateTime: '20240305105900.00',
    philipsSuvFactor: 0.0012,
    philipsActivityFactor: null,
  });
  // The block of somebody else.
  writeDicom(path, [...sliceElements(spec, 0), ...more, ['00090010', 'LO', 'OTHER']], 'explicit');
  expect((await headersOf(path))[0]!.pet!.geScanDateTime).toBeNull();
});

test('an enhanced PET: frames with their own place and slope, units as real-world values', async () => {
  const path = join(folder, 'enhanced');
  const [radiopharmaceutical] = petElements.filter(([tag]) => tag === '00540016');
  const frame = (k: number): DicomElement[] => [
    ['00209113', 'SQ', [[['00200032', 'DS', `0\\0\\${30 - 3 * k}`]]]],
    [
      '00289145',
      'SQ',
      [
        [
          ['00281052', 'DS', '0'],
          ['00281053', 'DS', String(k + 1)],
        ],
      ],
    ],
    ['00409096', 'SQ', [[['004008ea', 'SQ', [[['00080100', 'SH', 'Bq/ml']]]]]]],
  ];
  const pixels = new Uint8Array(2 * 3 * 2 * 4);
  new Int16Array(pixels.buffer).forEach((_, i, all) => {
    all[i] = i;
  });
  writeDicom(path, [
    ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.130'],
    ['00080018', 'UI', '1.9'],
    ['00080021', 'DA', '20240305'],
    ['00080060', 'CS', 'PT'],
    ['00101030', 'DS', '70'],
    ['00189701', 'DT', '20240305110000'],
    ['00189758', 'CS', 'YES'],
    ['00189759', 'CS', 'YES'],
    ['0020000d', 'UI', '1.1'],
    ['0020000e', 'UI', '1.2'],
    ['00200052', 'UI', '1.3'],
    ['00280002', 'US', 1],
    ['00280008', 'IS', '4'],
    ['00280010', 'US', 2],
    ['00280011', 'US', 3],
    ['00280100', 'US', 16],
    ['00280101', 'US', 16],
    ['00280102', 'US', 15],
    ['00280103', 'US', 1],
    radiopharmaceutical!,
    [
      '52009229',
      'SQ',
      [
        [
          ['00209116', 'SQ', [[['00200037', 'DS', '1\\0\\0\\0\\1\\0']]]],
          [
            '00289110',
            'SQ',
            [
              [
                ['00180050', 'DS', '3'],
                ['00280030', 'DS', '4\\4'],
              ],
            ],
          ],
        ],
      ],
    ],
    ['52009230', 'SQ', [0, 1, 2, 3].map(frame)],
    ['7fe00010', 'OW', pixels],
  ]);
  const headers = await headersOf(path);
  expect(headers.map(({ frame: k }) => k)).toEqual([0, 1, 2, 3]);
  expect(headers[0]!.pet).toMatchObject({
    units: 'BQML',
    decayCorrection: 'START',
    correctedImage: ['DECY', 'ATTN'],
    times: { decayCorrectionDateTime: '20240305110000' },
  });
  const stack = await stackSlices(headers, 'It');
  expect(stack.geometry).toMatchObject({ size: [3, 2, 4], spacing: [4, 4, 3], origin: [0, 0, 21] });
  const scaleOf = (k: number) => stack.slices[k]!.pixels!;
  const { data } = await readStack(stack, { scaleOf, empty: 0, keepWhole: false });
  // The last frame lies lowest: its numbers begin at 18, and count four times.
  expect([...data.subarray(0, 6)]).toEqual([18, 19, 20, 21, 22, 23].map((v) => v * 4));
  expect([...data.subarray(18)]).toEqual([0, 1, 2, 3, 4, 5]);
});
