import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDicomResults } from '../../../src/dicom/write/write-dicom-results.js';
import { UsageError } from '../../../src/errors.js';
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

  test('takes the place of earlier objects', async () => {
    const again = join(folder, 'again');
    await writeDicomResults(again, [object, { ...object, name: 'seg.dcm' }]);
    await writeDicomResults(again, [{ ...object, bytes: Buffer.from('y') }]);
    expect(readdirSync(again)).toEqual(['sr.dcm']);
    expect(readFileSync(join(again, 'sr.dcm'), 'utf8')).toBe('y');
  });
});
