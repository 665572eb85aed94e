import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findImages } from '../../../src/dicom/open/find-images.js';
import { openPet } from '../../../src/dicom/open/open-pet.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { nothingSaid } from '../../support/nothing-said.js';

const data = new URL('../../../../shared/data/', import.meta.url).pathname;
const objects = join(data, 'suv');
const study = join(data, 'dicom/sts_001_wholebody');
const hasData = existsSync(objects) && existsSync(study);

const any = { petSeries: null, ctSeries: null, frame: null, demand: 'any' } as const;

async function read(folder: string) {
  const images = await findImages(folder, any);
  const pet = await openPet(images.pet!, null, nothingSaid);
  return { pet, volume: await pet.read() };
}

describe(hasData ? "the IBSI's reference objects" : 'skipped: no shared data', () => {
  const names = hasData ? readdirSync(objects).filter((name) => /^DRO_\d_\d$/.test(name)) : [];

  (hasData ? test : test.skip)('there are seven', () => {
    expect(names).toHaveLength(7);
  });

  (hasData ? test.each(names) : test.skip.each(['none']))(
    '%s has an SUV of 0.20, 1.00 and 4.00',
    async (name) => {
      const { volume } = await read(join(objects, name, 'PT'));
      const mask = await readVolume(join(objects, name, 'mask/DRO_mask.nii.gz'));
      const inside = volume.data.filter((_, i) => mask.data[i]! > 0).sort();
      const found = [inside[0]!, inside[inside.length >> 1]!, inside.at(-1)!];
      // That in cm2/ml has its own pixels rounded to 0.05 and 1.05 for 0.053 and 1.056.
      const tolerance = name === 'DRO_2_3' ? [0.054, 0.016, 0.006] : [0.01, 0.01, 0.01];
      [0.2, 1, 4].forEach((expected, i) => {
        expect(Math.abs(found[i]! / expected - 1)).toBeLessThan(tolerance[i]!);
      });
    },
  );
});

describe(hasData ? 'a real whole-body PET' : 'skipped: no shared data', () => {
  (hasData ? test : test.skip)(
    'its SUV are those of the file that was derived from it',
    async () => {
      const { pet, volume } = await read(join(study, 'STS_001'));
      const derived = await readVolume(join(study, 'derived/STS_001_PET_SUVbw.nii.gz'));
      expect(volume.size).toEqual(derived.size);
      expect(pet.suv.factors[0]).toBeCloseTo(2.42903e-4, 9);
      let worst = 0;
      for (let i = 0; i < derived.data.length; i++) {
        const expected = derived.data[i]!;
        worst = Math.max(worst, Math.abs(volume.data[i]! - expected) / Math.max(1e-3, expected));
      }
      expect(worst).toBeLessThan(1e-4);
      for (const key of ['spacing', 'origin'] as const) {
        derived[key].forEach((mm, i) => {
          expect(volume[key][i]).toBeCloseTo(mm, 4);
        });
      }
    },
  );
});
