import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, UsageError } from '../../../src/errors.js';
import { measureDicom } from '../../../src/segment/measure/measure-dicom.js';
import { writeSeries } from '../../support/dicom-series.js';
import { makeDicomStudy } from '../../support/make-dicom-study.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';

const root = temporaryFolder();
// 12 x 10 x 14 voxels: a body of SUV 1 in air, with one lesion of 27 voxels of SUV 9; slices 30 mm apart.
const { study, petSeries, ctSeries } = makeDicomStudy(root);
const spacing = [2, 2, 30] as const;
const mask = join(root, 'corrected.mha');
const dicom = join(root, 'study');

beforeAll(() => {
  writeSeries(join(dicom, 'a'), petSeries);
  writeSeries(join(dicom, 'b'), ctSeries);
  const data = Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 2 : 0));
  writeMha(mask, { ...study.pet, spacing, data });
});

describe('measureDicom', () => {
  test('measures a corrected mask, and makes of it what an archive takes', async () => {
    const dicomOutput = join(root, 'objects');
    const report = join(root, 'report.json');
    const { lesions, pet, ct } = await measureDicom({ dicom, mask, dicomOutput, report });
    expect([pet, ct].join()).toMatch(/^DICOM PET series [0-9a-f]{8},DICOM CT series [0-9a-f]{8}$/);
    expect(lesions).toMatchObject({ count: 1, dmaxMm: 0 });
    expect(lesions.tmtvMl).toBeCloseTo((27 * 2 * 2 * 30) / 1000, 9);
    expect(lesions.suvMax).toBeCloseTo(9, 2);
    expect(lesions.table[0]).toMatchObject({ certainty: null, confidence: null, nearestMm: null });
    expect(lesions.table[0]!.longestDiameterMm).toBeCloseTo(Math.hypot(4, 4, 90), 9);
    expect(readdirSync(dicomOutput).sort()).toEqual([
      'picture.dcm',
      'rtstruct.dcm',
      'seg.dcm',
      'sr.dcm',
    ]);
    const told = JSON.parse(readFileSync(report, 'utf8'));
    expect(told).toMatchObject({ mask, suv: { unit: 'BQML' }, lesions: { count: 1 } });
  });

  test('takes height and sex from the header', async () => {
    const known = join(root, 'known');
    const more = petSeries.more!;
    const person = [
      ['00101020', 'DS', '1.62'],
      ['00100040', 'CS', 'F'],
    ] as const;
    writeSeries(join(known, 'a'), { ...petSeries, more: (z) => [...more(z), ...person] });
    writeSeries(join(known, 'b'), ctSeries);
    const { lesions, patient } = await measureDicom({ dicom: known, mask });
    expect(patient).toEqual({ weightKg: 70, heightCm: 162, sex: 'female' });
    expect(lesions.sulMax! / lesions.suvMax!).toBeCloseTo(0.606352, 6);
    expect(lesions.dmaxPerHeight).toBe(0);
    const said = await measureDicom({ dicom: known, mask, height: 180, sex: 'male', weight: 80 });
    expect(said.patient).toEqual({ weightKg: 80, heightCm: 180, sex: 'male' });
  });

  test('what was refined is in all of it', async () => {
    const dicomOutput = join(root, 'refined');
    const { lesions } = await measureDicom({ dicom, mask, dicomOutput, suvThreshold: '20' });
    expect(lesions).toMatchObject({ count: 0, refinement: { suv: 20, lesionsGone: 1 } });
    expect(readdirSync(dicomOutput).sort()).toEqual(['picture.dcm', 'sr.dcm']);
  });

  test('refuses a mask that is not on the slices, and no study at all; nothing is written', async () => {
    const moved = join(root, 'moved.mha');
    const dicomOutput = join(root, 'none');
    writeMha(moved, { ...study.pet, spacing: [2, 2, 31], data: new Uint8Array(1680) });
    const refused = measureDicom({ dicom, mask: moved, dicomOutput });
    await expect(refused).rejects.toThrow(InputError);
    await expect(measureDicom({ mask, dicomOutput })).rejects.toThrow(UsageError);
    expect(existsSync(dicomOutput)).toBe(false);
  });
});
