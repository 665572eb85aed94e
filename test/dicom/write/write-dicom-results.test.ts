import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectsFolder, writeDicomResults } from '../../../src/dicom/write/write-dicom-results.js';
import { UsageError } from '../../../src/errors.js';
import { writeTogether } from '../../../src/files/write-together.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const object = {
  name: 'sr.dcm',
  sopClassUID: '1.2',
  sopInstanceUID: '2.25.1',
  bytes: Buffer.from('x'),
};

describe('writeDicomResults', () => {
  test('writes into a new folder, and into an empty one', async () => {
    const [fresh, empty] = [join(folder, 'deep', 'fresh'), join(folder, 'empty')];
    mkdirSync(empty);
    for (const target of [fresh, empty]) {
      await writeDicomResults(target, [object, { ...object, name: 'seg.dcm' }]);
      expect(readdirSync(target).sort()).toEqual(['seg.dcm', 'sr.dcm']);
      expect(readFileSync(join(target, 'sr.dcm'), 'utf8')).toBe('x');
    }
  });

  test('leaves a folder with something in it alone', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'seg.dcm'), 'earlier');
    writeFileSync(join(taken, 'notes.txt'), 'mine');
    await expect(writeDicomResults(taken, [object])).rejects.toThrow(UsageError);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(readFileSync(join(taken, 'seg.dcm'), 'utf8')).toBe('earlier');
  });

  test('earlier objects stay where the report beside them cannot be written', async () => {
    const target = join(folder, 'kept');
    await writeDicomResults(target, [object]);
    const planned = objectsFolder(target, [{ ...object, bytes: Buffer.from('new') }]);
    const failing = writeTogether([planned], async () => {
      throw new Error('no report');
    });
    await expect(failing).rejects.toThrow('no report');
    expect(readFileSync(join(target, 'sr.dcm'), 'utf8')).toBe('x');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('takes the place of earlier objects where a link leads to them', async () => {
    const [real, link] = [join(folder, 'real'), join(folder, 'link')];
    await writeDicomResults(real, [object]);
    symlinkSync(real, link);
    await writeDicomResults(link, [{ ...object, name: 'seg.dcm' }]);
    expect(readdirSync(real)).toEqual(['seg.dcm']);
    expect(readdirSync(link)).toEqual(['seg.dcm']);
  });

  test('takes the place of earlier objects', async () => {
    const again = join(folder, 'again');
    await writeDicomResults(again, [object, { ...object, name: 'seg.dcm' }]);
    await writeDicomResults(again, [{ ...object, bytes: Buffer.from('y') }]);
    expect(readdirSync(again)).toEqual(['sr.dcm']);
    expect(readFileSync(join(again, 'sr.dcm'), 'utf8')).toBe('y');
  });
});
