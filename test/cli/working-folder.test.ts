import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = join(temporaryFolder(), 'removed');
const script = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

test('a working folder that was removed is the reason that is given', () => {
  mkdirSync(folder);
  const inNowhere = 'cd "$1" && rmdir "$1" && shift && exec "$@"';
  const command = [
    process.execPath,
    script,
    'evaluate',
    '--predictions',
    '/a',
    '--references',
    '/b',
  ];
  const { status, stderr } = spawnSync('sh', ['-c', inNowhere, 'sh', folder, ...command], {
    encoding: 'utf8',
  });
  expect(stderr).toBe(
    'autopet: The working folder was removed. Change to one that exists (cd), and try again.\n',
  );
  expect(status).toBe(2);
});
