import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeMasks } from '../evaluate/support/make-folders.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const script = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Runs autopet in a folder that was removed. */
function runInNowhere(...args: string[]) {
  const folder = join(root, 'nowhere');
  mkdirSync(folder);
  const command = 'cd "$1" && rmdir "$1" && shift && exec "$@"';
  const all = ['-c', command, 'sh', folder, process.execPath, script, ...args];
  return spawnSync('sh', all, { encoding: 'utf8' });
}

test('in a working folder that was removed absolute paths work, and of others it is said why not', () => {
  const masks = makeMasks(join(root, 'masks'), { a: '#.......' });
  const folders = ['evaluate', '--references', masks, '--predictions'];
  const output = join(root, 'metrics.json');
  expect(runInNowhere(...folders, masks, '--output', output).status).toBe(0);
  expect(existsSync(output)).toBe(true);
  const relative = runInNowhere(...folders, masks, '--output', 'metrics.json');
  expect(relative.status).toBe(2);
  expect(relative.stderr).toMatch(
    /^autopet: A relative path .* the working folder was removed\. .*\n$/,
  );
  const model = runInNowhere('import', 'model', join(root, 'imported'));
  expect(model.status).toBe(2);
  expect(model.stderr).toMatch(/the working folder was removed/);
});
