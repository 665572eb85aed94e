import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { availableThreads } from '../../src/process/available-threads.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const processors = os.availableParallelism();
let made = 0;

function cgroup(files: Readonly<Record<string, string>>): string {
  made += 1;
  const root = join(folder, String(made));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

const v1 = (folder: string, quota: string) => ({
  [`${folder}/cpu.cfs_quota_us`]: quota,
  [`${folder}/cpu.cfs_period_us`]: '100000\n',
});

test.each([
  ['no cgroup at all', {}, processors],
  ['v2 without a limit', { 'cpu.max': 'max 100000\n' }, processors],
  ['v2, one processor', { 'cpu.max': '100000 100000\n' }, 1],
  ['v2, a part of one', { 'cpu.max': '20000 100000\n' }, 1],
  ['v2, one and a half', { 'cpu.max': '150000 100000\n' }, Math.min(2, processors)],
  ['v2, more than there are', { 'cpu.max': '99900000 100000\n' }, processors],
  ['v1 without a limit', v1('cpu', '-1\n'), processors],
  ['v1, one processor', v1('cpu', '100000\n'), 1],
  ['v1 under its longer name', v1('cpu,cpuacct', '50000\n'), 1],
  ['nonsense', { 'cpu.max': 'what' }, processors],
])('%s', (_, files, expected) => {
  expect(availableThreads(cgroup(files))).toBe(expected);
});
