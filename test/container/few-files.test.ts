import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const run = process.platform === 'win32' ? test.skip : test;

run.each(['main.js', 'evaluation-main.js'])(
  '%s: that too few files may be open is told',
  (name) => {
    const script = fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -n 60 && exec "$@"', 'sh', process.execPath, script],
      { encoding: 'utf8', env: { ...process.env, AUTOPET_INPUT: folder, AUTOPET_OUTPUT: folder } },
    );
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^autopet: .*ulimit -n/);
    expect(status).toBe(4);
  },
);
