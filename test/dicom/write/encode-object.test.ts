import { spawnSync } from 'node:child_process';
import dicomParser from 'dicom-parser';
import { encodeObject } from '../../../src/dicom/write/encode-object.js';

const object = { SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3', SOPInstanceUID: '2.25.7' };

describe('encodeObject', () => {
  test('keeps a value of more than 64 KB, with implicit VR', () => {
    const points = Array.from({ length: 12_000 }, (_, i) => String(i / 4));
    const bytes = encodeObject({ ...object, ContourData: points }, 'implicit');
    const text = dicomParser.parseDicom(bytes).string('x30060050')!;
    expect(text.length).toBeGreaterThan(65_536);
    expect(text.split('\\')).toEqual(points);
  });

  test('writes names in UTF-8 and tags as tags', () => {
    const bytes = encodeObject({
      ...object,
      PatientName: 'Müller=山田',
      DimensionIndexSequence: [{ DimensionIndexPointer: 0x0062000b }],
    });
    const file = dicomParser.parseDicom(bytes);
    const { dataOffset, length } = file.elements.x00100010!;
    const name = Buffer.from(bytes.subarray(dataOffset, dataOffset + length)).toString();
    expect(name.trim()).toBe('Müller=山田');
    const item = file.elements.x00209222!.items![0]!.dataSet!;
    expect([item.uint16('x00209165', 0), item.uint16('x00209165', 1)]).toEqual([0x0062, 0x000b]);
  });

  test('prints nothing of what is too long', () => {
    const module = new URL('../../../dist/dicom/write/encode-object.js', import.meta.url).href;
    const script = `import { encodeObject } from '${module}';
      encodeObject({ SOPClassUID: '1.2', SOPInstanceUID: '1.3', PatientID: 'X'.repeat(200) });
      console.log('done');`;
    const node = ['--input-type=module', '--eval', script];
    const { stdout, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['done\n', '']);
  });
});
