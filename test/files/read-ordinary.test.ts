import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOrdinary } from '../../src/files/read-ordinary.js';
import { sha256 } from '../../src/files/sha256.js';
import { sha256Of } from '../../src/files/sha256-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const file = join(root, 'file');
const pipe = join(root, 'pipe');
const folder = join(root, 'folder');
writeFileSync(file, 'content');
mkdirSync(folder);

test('an ordinary file is read and summed up', async () => {
  expect(String(await readOrdinary(file))).toBe('content');
  expect(await sha256(file)).toBe(sha256Of('content'));
});

describe('what is none is refused, and not waited for', () => {
  const cases: [string, string, string][] = [
    ['a folder', folder, 'EISDIR'],
    ['a file that is not there', join(root, 'none'), 'ENOENT'],
  ];
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [pipe]);
    cases.push(['a pipe', pipe, 'ENOTREG'], ['a device without an end', '/dev/zero', 'ENOTREG']);
  }
  test.each(cases)('%s', async (_, path, code) => {
    await expect(readOrdinary(path)).rejects.toMatchObject({ code, syscall: 'open' });
    await expect(sha256(path)).rejects.toMatchObject({ code });
  });
});
