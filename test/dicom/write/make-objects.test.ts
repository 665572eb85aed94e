import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import dicomParser, { type DataSet } from 'dicom-parser';
import { connectedComponents } from '../../../src/array/connected-components.js';
import type { SourceSeries } from '../../../src/dicom/source-series.js';
import { type DicomObject, makeObjects } from '../../../src/dicom/write/make-objects.js';
import { InputError } from '../../../src/errors.js';
import type { Volume } from '../../../src/image/volume.js';
import { measureLesions } from '../../../src/lesions/measure-lesions.js';
import type { Patient } from '../../../src/suv/patient.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { makeFindings, type Pose, writeSeries } from '../support/synthetic-series.mjs';

const folder = temporaryFolder();
let made = 0;

/** Only the first file is written: no other is read. */
function series(pose: Pose, attributes = {}): SourceSeries {
  const own = join(folder, String(made++));
  mkdirSync(own);
  return writeSeries(own, pose, attributes, 1);
}

const straight = series('straight');

const unknown: Patient = { weightKg: null, heightCm: null, sex: null };

function objectsOf(
  source: SourceSeries,
  mask: Volume<Uint8Array>,
  pet: Volume,
  patient: Patient = unknown,
) {
  const [x, y, z] = mask.size;
  const components = connectedComponents(mask.data, [z, y, x], 18);
  const measured = measureLesions(components, mask, pet.data);
  const places = measured.lesions.map(() => ({ region: 'leg', side: 'left' }) as const);
  return makeObjects({ source, mask, pet, components, measured, places, patient });
}

/** Of the straight pose, with all else the same. */
function objects(source: SourceSeries, change = (mask: Uint8Array) => mask) {
  const { mask, pet } = makeFindings('straight');
  return objectsOf(source, { ...mask, data: change(mask.data) }, pet);
}

function parse(made: readonly DicomObject[], name: string): DataSet {
  return dicomParser.parseDicom(made.find((object) => object.name === name)!.bytes);
}

const items = (from: DataSet, tag: string): DataSet[] =>
  (from.elements[tag]?.items ?? []).map(({ dataSet }) => dataSet!);
const bytesOf = (from: DataSet, tag: string): Uint8Array => {
  const { dataOffset, length } = from.elements[tag]!;
  return from.byteArray.subarray(dataOffset, dataOffset + length);
};
const textOf = (from: DataSet, tag: string) => Buffer.from(bytesOf(from, tag)).toString().trim();

describe('makeObjects', () => {
  test('gives the same bytes for the same results, wherever the files lie', async () => {
    const [one, other] = [await objects(straight), await objects(series('straight'))];
    expect(one.map(({ name }) => name)).toEqual([
      'seg.dcm',
      'sr.dcm',
      'rtstruct.dcm',
      'picture.dcm',
    ]);
    expect(other).toEqual(one);
  });

  test('gives other UIDs for another mask, and for another patient', async () => {
    const sets = [
      await objects(straight),
      await objects(straight, (mask) => mask.map((v, i) => (i === 0 ? 1 : v))),
      await objects(series('straight', { PatientID: 'ANOTHER' })),
    ];
    const uids = sets.flat().map(({ sopInstanceUID }) => sopInstanceUID);
    expect(new Set(uids).size).toBe(12);
  });

  test('puts each frame of the SEG where its slice is', async () => {
    const source = series('oblique');
    const { mask, pet } = makeFindings('oblique');
    const seg = parse(await objectsOf(source, mask, pet), 'seg.dcm');
    const bits = bytesOf(seg, 'x7fe00010');
    const [rows, columns] = [seg.uint16('x00280010')!, seg.uint16('x00280011')!];
    const found = new Uint8Array(mask.data.length);
    for (const [frame, groups] of items(seg, 'x52009230').entries()) {
      const place = textOf(items(groups, 'x00209113')[0]!, 'x00200032').split('\\').map(Number);
      const k = source.slices.findIndex(
        ({ imagePositionPatient }) => imagePositionPatient.join() === place.join(),
      );
      for (let i = 0; i < rows * columns; i++) {
        const bit = frame * rows * columns + i;
        found[k * rows * columns + i]! |= (bits[bit >> 3]! >> (bit & 7)) & 1;
      }
    }
    expect(found).toEqual(mask.data);
  });

  test('names a frame of a multi-frame PET', async () => {
    const source = series('multi-frame');
    const { mask, pet } = makeFindings('multi-frame');
    const made = await objectsOf(source, mask, pet);
    const frames = items(parse(made, 'seg.dcm'), 'x52009230').map((groups) => {
      const place = textOf(items(groups, 'x00209113')[0]!, 'x00200032');
      const image = items(items(groups, 'x00089124')[0]!, 'x00082112')[0]!;
      return [place, Number(textOf(image, 'x00081160'))];
    });
    for (const [place, frame] of frames) {
      const slice = source.slices[(frame as number) - 1]!;
      expect(place).toBe(slice.imagePositionPatient.join('\\'));
    }
  });

  test('without lesions there are a report that says so and a picture', async () => {
    const made = await objects(straight, (mask) => mask.map(() => 0));
    expect(made.map(({ name }) => name)).toEqual(['sr.dcm', 'picture.dcm']);
    const sr = made[0]!.bytes;
    expect(Buffer.from(sr).includes('No lesion was found.')).toBe(true);
  });

  test('tells SUL and Dmax by height where the patient is known', async () => {
    const { mask, pet } = makeFindings('straight');
    const known: Patient = { weightKg: 80, heightCm: 180, sex: 'male' };
    const sr = parse(await objectsOf(straight, mask, pet, known), 'sr.dcm');
    const measurements = items(sr, 'x0040a730').at(-1)!;
    const [first, ...rest] = items(measurements, 'x0040a730');
    const numbers = items(first!, 'x0040a730').filter((one) => textOf(one, 'x0040a040') === 'NUM');
    const valuesOf = (concept: string): number[] =>
      numbers.flatMap((one) => {
        const name = items(one, 'x0040a043')[0]!;
        const value = items(one, 'x0040a300')[0]!;
        return textOf(name, 'x00080100') === concept ? [Number(textOf(value, 'x0040a30a'))] : [];
      });
    const suv = valuesOf('126401');
    expect(suv).toHaveLength(3);
    // 9270 / (6680 + 216 × 80 / 1.8²).
    expect(valuesOf('126405')).toEqual(suv.map((value) => expect.closeTo(value * 0.7716, 3)));
    const comment = items(rest.at(-1)!, 'x0040a730').map((one) =>
      one.elements.x0040a160 === undefined ? '' : textOf(one, 'x0040a160'),
    );
    expect(comment.join()).toMatch(/lesion\(s\) found, Dmax 0\.0\d\d of the body height, in all:/);
    expect(Buffer.from(parse(await objects(straight), 'sr.dcm').byteArray).includes('126405')).toBe(
      false,
    );
  });

  test('copies patient and study from the character set of the source', async () => {
    // 36 bytes, to be replaced by as many in the files.
    const placeholder = 'X'.repeat(36);
    const source = series('straight', {
      SpecificCharacterSet: ['', 'ISO 2022 IR 87'],
      PatientName: placeholder,
      StudyDescription: 'PET',
      ReferringPhysicianName: '',
    });
    const { path } = source.slices[0]!;
    const stored = '\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=Yamada^Tarou  ';
    expect(stored.length).toBe(36);
    writeFileSync(path, readFileSync(path, 'latin1').replace(placeholder, stored), 'latin1');
    const made = await objects(source);
    for (const { name } of made) {
      const object = parse(made, name);
      expect(textOf(object, 'x00080005')).toBe('ISO_IR 192');
      expect(textOf(object, 'x00100010')).toBe('山田^太郎=Yamada^Tarou');
      expect(textOf(object, 'x00100020')).toBe('PLANTED-ID-1');
      expect(textOf(object, 'x00081030')).toBe('PET');
      expect(textOf(object, 'x00080021')).toBe('20240229');
    }
  });

  test('copies nothing that is not as DICOM has it', async () => {
    const source = series('straight', { PatientSex: 'X', PatientAge: '54', StudyTime: '25h' });
    const sr = parse(await objects(source), 'sr.dcm');
    expect([textOf(sr, 'x00100040'), sr.elements.x00101010, textOf(sr, 'x00080030')]).toEqual([
      '',
      undefined,
      '',
    ]);
  });

  test('writes the RTSTRUCT with implicit VR, which has room for the outline of a large lesion', async () => {
    expect(textOf(parse(await objects(straight), 'rtstruct.dcm'), 'x00020010')).toBe(
      '1.2.840.10008.1.2\0',
    );
  });

  test.each([
    ['other slices', { origin: [-51.25, -70.5, -810] as const }],
    ['another order', { direction: [1, 0, 0, 0, 1, 0, 0, 0, -1] as const }],
    ['other pixels', { spacing: [2.75, 2.75, 3.27] as const }],
    ['another size', { size: [29, 37, 14] as const }],
  ])('refuses a mask on %s', async (_, change) => {
    const { mask, pet } = makeFindings('straight');
    const moved = { ...mask, ...change };
    await expect(objectsOf(straight, moved, pet)).rejects.toThrow(InputError);
  });

  test('refuses a series whose files are gone', async () => {
    const source = series('straight');
    const gone = {
      ...source,
      slices: source.slices.map((s) => ({ ...s, path: `${s.path}.gone` })),
    };
    const refusal = objects(gone);
    await expect(refusal).rejects.toThrow(InputError);
    await expect(refusal).rejects.not.toThrow(folder);
  });
});
