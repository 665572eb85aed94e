import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairStudies } from '../../src/cohort/pair-studies.js';
import { silentLog } from '../../src/log.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const folderOf = (name: string, files: readonly string[]): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
};

describe('pairStudies', () => {
  test('pairs files by name, whatever their ending; a CT too many is told, and does no harm', async () => {
    const pets = folderOf('pets', ['b.mha', 'a.nii.gz', 'notes.txt']);
    const cts = folderOf('cts', ['a.mha', 'b.mha', 'c.mha']);
    const { log, warnings } = recordLog();
    expect(await pairStudies(pets, cts, log)).toEqual([
      { name: 'a', pet: join(pets, 'a.nii.gz'), ct: join(cts, 'a.mha') },
      { name: 'b', pet: join(pets, 'b.mha'), ct: join(cts, 'b.mha') },
    ]);
    expect(warnings).toEqual([
      `1 CT(s) left out, for which ${pets} has no PET of the same name: c`,
    ]);
  });

  test('a PET without a CT is a study that will fail', async () => {
    const pets = folderOf('some', ['a.mha', 'b.mha']);
    const cts = folderOf('one', ['a.mha']);
    expect((await pairStudies(pets, cts, silentLog))[1]).toEqual({
      name: 'b',
      pet: join(pets, 'b.mha'),
      ct: join(cts, 'b.mha'),
    });
  });

  test('PETs alone', async () => {
    const pets = folderOf('alone', ['a.mha']);
    expect(await pairStudies(pets, null, silentLog)).toEqual([
      { name: 'a', pet: join(pets, 'a.mha'), ct: null },
    ]);
  });

  test('no CT at all and a folder without PET are refused', async () => {
    const pets = folderOf('more', ['a.mha', 'b.mha']);
    const cts = folderOf('fewer', ['c.mha']);
    const empty = folderOf('empty', []);
    await expect(pairStudies(pets, cts, silentLog)).rejects.toThrow(
      /fewer has no CT for any of 2 PET\(s\): a, b\./,
    );
    await expect(pairStudies(empty, cts, silentLog)).rejects.toThrow(/empty holds no PET/);
  });
});
