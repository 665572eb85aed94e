import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVolume } from '../../src/image/read/read-volume.js';
import { findSuvScale } from '../../src/suv/find-suv-scale.js';
import { nothingSaid } from '../support/nothing-said.js';

const data = new URL('../../../shared/data/', import.meta.url).pathname;
const hasData = existsSync(join(data, 'suv')) && existsSync(join(data, 'dicom'));

describe(hasData ? 'SUV of public DICOM objects' : 'skipped: no shared data', () => {
  (hasData ? test : test.skip)(
    'a digital reference object has 0.20, 1.00 and 4.00 within its mask',
    async () => {
      const object = join(data, 'suv/DRO_0_0');
      const slices = filesIn(join(object, 'PT'));
      const text = tagsOf(slices[0]!, 'explicit');
      const { scale } = findSuvScale(
        {
          ...nothingSaid,
          petUnit: 'bqml',
          weight: Number(text(0x10, 0x1030)),
          dose: Number(text(0x18, 0x1074)) / 1e6,
          injectionTime: text(0x18, 0x1078),
          scanTime: `${text(0x08, 0x21)}${text(0x08, 0x31)}`,
        },
        null,
      );
      const mask = await readVolume(join(object, 'mask/DRO_mask.nii.gz'));
      const inside: number[] = [];
      for (const [z, slice] of slices.entries()) {
        const first = slice.length - 2 * 256 * 256;
        for (let i = 0; i < 256 * 256; i++) {
          const bqml = slice.readUInt16LE(first + 2 * i);
          if (mask.data[z * 256 * 256 + i]! > 0) inside.push(bqml * scale.factor);
        }
      }
      inside.sort((a, b) => a - b);
      expect(inside).toHaveLength(203202);
      const found = [inside[0]!, inside[inside.length >> 1]!, inside.at(-1)!];
      for (const [i, expected] of [0.2, 1, 4].entries()) {
        expect(Math.abs(found[i]! / expected - 1)).toBeLessThan(1e-5);
      }
    },
  );

  (hasData ? test : test.skip)(
    "a GE series' hottest voxel is that of the SUV made of it elsewhere",
    async () => {
      const object = join(data, 'dicom/sts_001_wholebody');
      const slices = filesIn(join(object, 'STS_001/FDG_PET/image'));
      let hottest = 0;
      for (const slice of slices) {
        const text = tagsOf(slice, 'implicit');
        const [slope, intercept] = [Number(text(0x28, 0x1053)), Number(text(0x28, 0x1052))];
        const first = slice.length - 2 * 128 * 128;
        for (let i = first; i < slice.length; i += 2) {
          hottest = Math.max(hottest, slice.readInt16LE(i) * slope + intercept);
        }
      }
      const text = tagsOf(slices[0]!, 'implicit');
      const { scale } = findSuvScale(
        {
          ...nothingSaid,
          petUnit: 'bqml',
          weight: Number(text(0x10, 0x1030)),
          dose: Number(text(0x18, 0x1074)) / 1e6,
          injectionTime: text(0x18, 0x1072),
          scanTime: text(0x08, 0x31),
        },
        null,
      );
      const suv = await readVolume(join(object, 'derived/STS_001_PET_SUVbw.nii.gz'));
      const expected = Float32Array.from(suv.data).reduce((a, b) => Math.max(a, b));
      // The series has a half-life of 6588 s where we have 6586.2: 8e-5.
      expect(Math.abs((hottest * scale.factor) / expected - 1)).toBeLessThan(1e-4);
    },
  );
});

function filesIn(folder: string): Buffer[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.dcm'))
    .sort()
    .map((name) => readFileSync(join(folder, name)));
}

/** Reads the text of tags: enough of DICOM for these two objects. */
function tagsOf(file: Buffer, syntax: 'explicit' | 'implicit') {
  return (group: number, element: number): string => {
    const tag = Buffer.alloc(4);
    tag.writeUInt16LE(group, 0);
    tag.writeUInt16LE(element, 2);
    const at = file.indexOf(tag);
    if (at < 0) throw new Error(`no tag ${group.toString(16)},${element.toString(16)}`);
    const length = syntax === 'explicit' ? file.readUInt16LE(at + 6) : file.readUInt32LE(at + 4);
    return file.toString('latin1', at + 8, at + 8 + length).trim();
  };
}
