import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../src/files/make-folder.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();

test('makes a folder and those above it, and leaves one that is there', async () => {
  const path = join(root, 'a', 'b', 'c');
  await Promise.all([makeFolder(path), makeFolder(path)]);
  await makeFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

test.each([
  ['is', 'file', 'EEXIST'],
  ['lies below', 'file/below', 'ENOTDIR'],
])('what %s a file cannot be made', async (_where, name, code) => {
  writeFileSync(join(root, 'file'), '');
  await expect(makeFolder(join(root, name))).rejects.toMatchObject({ code });
});

// Node.js' own way never ends there.
const testInProc = existsSync('/proc/self') ? test : test.skip;
testInProc('a folder in which the system makes none', async () => {
  await expect(makeFolder('/proc/nothing/deep')).rejects.toMatchObject({ code: 'ENOENT' });
});
