import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { walkFolders } from '../../src/files/walk-folders.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
for (const folder of ['b/deep', 'a', '.hidden', 'elsewhere']) {
  mkdirSync(join(root, 'walked', folder), { recursive: true });
}
const at = (path: string): string => join(root, 'walked', path);
for (const file of ['z.txt', 'B.txt', 'b/deep/x', '.hidden/y']) writeFileSync(at(file), '');
symlinkSync(at('b'), at('a/to-b'));
symlinkSync(at(''), at('b/deep/to-root'));
symlinkSync(at('B.txt'), at('link.txt'));
symlinkSync(at('nowhere'), at('nowhere.txt'));

const told = async (...asked: Parameters<typeof walkFolders>) =>
  (await walkFolders(...asked)).map(
    ({ path, entries }) =>
      `${relative(root, path)}: ${entries.map(({ name, isFile }) => (isFile ? name : `(${name})`))}`,
  );

test('each folder once, links followed, in the order of names; hidden ones where they are wanted', async () => {
  const all = [
    'walked: B.txt,link.txt,(nowhere.txt),z.txt',
    'walked/.hidden: y',
    'walked/a: ',
    'walked/a/to-b: ',
    'walked/a/to-b/deep: x',
    'walked/elsewhere: ',
  ];
  expect(await told(at(''))).toEqual(all);
  const shown = all.filter((line) => !line.includes('hidden'));
  expect(await told(at(''), { skipsHidden: true })).toEqual(shown);
  // Folders are walked whatever their names.
  const some = all.map((line) => line.replace(/B\.txt,link\.txt,|,z\.txt|y$/g, ''));
  expect(await told(at(''), { wants: (name) => /^(nowhere|x)/.test(name) })).toEqual(some);
});

test('a folder that is not there', async () => {
  const left: string[] = [];
  const onUnreadable = (path: string) => left.push(path);
  await expect(walkFolders(at('none'), { onUnreadable })).rejects.toThrow(/ENOENT/);
  expect(left).toEqual([]);
});

test('of two ways to a folder the first in order counts, though the other is shorter', async () => {
  mkdirSync(at('locked/in/deeper'), { recursive: true });
  symlinkSync(at('locked/in'), at('b-link'));
  symlinkSync(at('locked/in/deeper'), at('z-link'));
  const lines = await told(at(''));
  expect(lines).toContain('walked/b-link: ');
  expect(lines).toContain('walked/b-link/deeper: ');
  expect(lines).toContain('walked/locked: ');
  expect(lines.filter((line) => /deeper|z-link|in:/.test(line))).toHaveLength(1);
});
