import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertDicom } from '../../../src/dicom/convert/convert-dicom.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { writePhantomDicom } from '../../../src/phantom/dicom/write-phantom-dicom.js';
import { makeVolume } from '../../support/make-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const pet = makeVolume({
  size: [5, 4, 6],
  spacing: [4.07283, 4.07283, 5],
  origin: [-10.25, -8.5, -121.5],
  data: Float32Array.from({ length: 120 }, (_, i) => ((i * 37) % 101) / 7),
});
// A slice without uptake.
pet.data.fill(0, 20, 40);
const ct = makeVolume<Int16Array>({
  size: [8, 6, 7],
  spacing: [2.5, 2.5, 4],
  origin: [-9.5, -7.25, -120],
  data: Int16Array.from({ length: 336 }, (_, i) => i * 12 - 1024),
});

test('read back, the PET is within its own steps and the CT is the same; twice the same bytes', async () => {
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  await writePhantomDicom(one, { pet, ct });
  await writePhantomDicom(other, { pet, ct });
  for (const file of ['pet/0006.dcm', 'ct/0001.dcm']) {
    expect(readFileSync(join(one, file))).toEqual(readFileSync(join(other, file)));
  }
  const images = { petOutput: join(folder, 'pet.mha'), ctOutput: join(folder, 'ct.mha') };
  const { suv, series } = await convertDicom({ folder: one, ...images });
  expect(suv).toMatchObject({ unit: 'BQML', nuclide: 'F-18', uptake_s: 3600, remarks: [] });
  expect(series).toHaveLength(2);
  const suvs = await readVolume(images.petOutput);
  const hu = await readVolume(images.ctOutput);
  for (const [read, made] of [
    [suvs, pet],
    [hu, ct],
  ] as const) {
    expect(read.size).toEqual(made.size);
    for (const axis of [0, 1, 2] as const) {
      expect(read.origin[axis]).toBeCloseTo(made.origin[axis], 9);
      expect(read.spacing[axis]).toBeCloseTo(made.spacing[axis], 9);
    }
  }
  expect(hu.data).toEqual(ct.data);
  for (let k = 0; k < 6; k++) {
    const made = pet.data.subarray(20 * k, 20 * k + 20);
    const step = made.reduce((a, b) => Math.max(a, b), 0) / 32767;
    made.forEach((value, i) => {
      expect(Math.abs(suvs.data[20 * k + i]! - value)).toBeLessThanOrEqual(0.51 * step);
    });
  }
});
