import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError, ResourceError, UsageError } from '../../src/errors.js';
import { withPartial } from '../../src/files/partial-files.js';
import { writeFileWhole } from '../../src/files/write-file-whole.js';
import { writeJson } from '../../src/files/write-json.js';
import { writeTogether } from '../../src/files/write-together.js';
import { writeWhole } from '../../src/files/write-whole.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
let made = 0;
const newFolder = (): string => {
  made += 1;
  const folder = join(root, String(made));
  mkdirSync(folder);
  return folder;
};

test('a file and the folders to it are made, and nothing is left beside it', async () => {
  const folder = newFolder();
  await writeFileWhole(join(folder, 'a', 'b', 'x.csv'), 'text\n');
  expect(readFileSync(join(folder, 'a', 'b', 'x.csv'), 'utf8')).toBe('text\n');
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['x.csv']);
});

test('while it is written, the old one is there, and the new one hidden, with its ending', async () => {
  const folder = newFolder();
  const path = join(folder, 'mask.nii.gz');
  writeFileSync(path, 'old');
  await writeWhole(path, async (partial) => {
    await writeFile(partial, 'new');
    expect(dirname(partial)).toBe(folder);
    expect(basename(partial)).toMatch(/^\.autopet-.*\.partial\.nii\.gz$/);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toHaveLength(2);
  });
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['mask.nii.gz']);
});

test('a watcher never sees it missing or half-written, however often it is written again', async () => {
  const path = join(newFolder(), 'mask.mha');
  const size = 200_000;
  await writeFileWhole(path, 'a'.repeat(size));
  const seen = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT);
  const [looks, faults, stop] = [0, 1, 2];
  const counts = new Int32Array(seen);
  const watcher = new Worker(
    `const { workerData: { path, size, seen } } = require('node:worker_threads');
     const { readFileSync } = require('node:fs');
     const counts = new Int32Array(seen);
     while (Atomics.load(counts, ${stop}) === 0) {
       let text = '';
       try { text = readFileSync(path, 'latin1'); } catch {}
       const isWhole = text.length === size && text === text[0].repeat(size);
       Atomics.add(counts, isWhole ? ${looks} : ${faults}, 1);
     }`,
    { eval: true, workerData: { path, size, seen } },
  );
  const ended = new Promise((resolve) => watcher.on('exit', resolve));
  for (let k = 0; k < 60 || Atomics.load(counts, looks) < 60; k++) {
    await writeFileWhole(path, 'ab'[k % 2]!.repeat(size));
  }
  Atomics.store(counts, stop, 1);
  await ended;
  expect(counts[faults]).toBe(0);
  expect(counts[looks]).toBeGreaterThanOrEqual(60);
});

test('what write throws is thrown on; the old file stays, nothing is left', async () => {
  const folder = newFolder();
  const path = join(folder, 'x.json');
  writeFileSync(path, 'old');
  const fault = new TypeError('a fault');
  const writing = writeWhole(path, async (partial) => {
    await writeFile(partial, 'half');
    throw fault;
  });
  await expect(writing).rejects.toBe(fault);
  await expect(writeJson(path, { spacing: Number.NaN })).rejects.toThrow(/spacing came out as NaN/);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['x.json']);
});

test.each([
  ['ENOSPC', ResourceError],
  ['EFBIG', ResourceError],
  ['EROFS', UsageError],
])('%s is told in words', async (code, Kind) => {
  const cause = Object.assign(new Error(code), { code, syscall: 'write' });
  const writing = writeFileWhole(
    join(newFolder(), 'x'),
    (async function* () {
      yield Buffer.from('half');
      throw cause;
    })(),
  );
  await expect(writing).rejects.toThrow(Kind);
  await expect(writing).rejects.toMatchObject({ cause });
});

test('a folder in its place, a file for its folder: told, nothing harmed', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'taken', 'inner'), { recursive: true });
  writeFileSync(join(folder, 'file'), 'mine');
  await expect(writeFileWhole(join(folder, 'taken'), 'x')).rejects.toThrow(UsageError);
  await expect(writeFileWhole(join(folder, 'file', 'x'), 'x')).rejects.toThrow(UsageError);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  expect(readdirSync(folder).sort()).toEqual(['file', 'taken']);
});

test('a name of 255 bytes is no longer than another', async () => {
  const folder = newFolder();
  const name = `${'x'.repeat(251)}.mha`;
  await writeFileWhole(join(folder, name), 'x');
  expect(readdirSync(folder)).toEqual([name]);
});

test('a link stays a link, and what it leads to is written', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'far'));
  writeFileSync(join(folder, 'far', 'x'), 'old');
  symlinkSync(join('far', 'x'), join(folder, 'x'));
  await writeFileWhole(join(folder, 'x'), 'new');
  expect(readlinkSync(join(folder, 'x'))).toBe(join('far', 'x'));
  expect(readFileSync(join(folder, 'far', 'x'), 'utf8')).toBe('new');
});

test('a whole folder takes the place of none or of an empty one, never of a full one', async () => {
  const folder = newFolder();
  const write = (name: string) =>
    writeWhole(join(folder, name), async (partial) => {
      await mkdir(partial);
      await writeFile(join(partial, 'plans.json'), '{}');
    });
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'full', 'inner'), { recursive: true });
  mkdirSync(join(folder, 'new.partial'));
  await write('new');
  await write('empty');
  await expect(write('full')).rejects.toThrow(/full cannot be written \(ENOTEMPTY\)/);
  expect(readdirSync(join(folder, 'new'))).toEqual(['plans.json']);
  expect(readdirSync(join(folder, 'empty'))).toEqual(['plans.json']);
  expect(readdirSync(join(folder, 'full'))).toEqual(['inner']);
  expect(readdirSync(join(folder, 'new.partial'))).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['empty', 'full', 'new', 'new.partial']);
});

/** The name that this process would use, with another process's number in it. */
async function leftoverOf(target: string, pid: number, kind: 'file' | 'folder'): Promise<string> {
  let name = '';
  // Not in the target's folder: a process looks for what is left in a folder once.
  await withPartial(join(newFolder(), basename(target)), async (partial) => {
    const left = basename(partial).replace(`-${process.pid}-`, `-${pid}-`);
    name = join(dirname(target), left);
  });
  if (kind === 'file') writeFileSync(name, 'half');
  else mkdirSync(join(name, 'inner'), { recursive: true });
  return name;
}

test('what a process that is gone has left in the folder is removed, nothing else', async () => {
  const folder = newFolder();
  const path = join(folder, 'mask.mha');
  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  const leftovers = [
    await leftoverOf(path, gone, 'file'),
    await leftoverOf(join(folder, 'model'), gone, 'folder'),
  ];
  // The parent of this process lives.
  const kept = [await leftoverOf(path, process.ppid, 'file'), join(folder, '.mask.1.partial.mha')];
  writeFileSync(kept[1]!, "a stranger's");
  await writeFileWhole(join(folder, 'other.mha'), 'new');
  expect(leftovers.map(existsSync)).toEqual([false, false]);
  expect(kept.map(existsSync)).toEqual([true, true]);
});

test('what is left of a process that was killed while writing is gone after the next writing', async () => {
  const folder = newFolder();
  const path = join(folder, 'mask.mha');
  const module = new URL('../../dist/files/write-whole.js', import.meta.url).href;
  const { signal } = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `import { writeFileSync } from 'node:fs';
     import { writeWhole } from '${module}';
     await writeWhole('${path}', async (partial) => {
       writeFileSync(partial, 'half');
       process.kill(process.pid, 'SIGKILL');
     });`,
  ]);
  expect(signal).toBe('SIGKILL');
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.autopet-.*\.partial\.mha$/)]);
  await writeFileWhole(path, 'whole');
  expect(readdirSync(folder)).toEqual(['mask.mha']);
});

test('files written together: all in place or none, and the earlier ones stay', async () => {
  const folder = newFolder();
  const files = ['mask.mha', 'report.json'].map((name) => ({
    path: join(folder, name),
    write: (partial: string) => writeFile(partial, 'new'),
  }));
  for (const { path } of files) writeFileSync(path, 'old');
  const contents = () => files.map(({ path }) => readFileSync(path, 'utf8'));
  const seen: string[][] = [];
  const refusal = new InputError('no');
  const refused = writeTogether(files, async () => {
    seen.push(contents());
    throw refusal;
  });
  await expect(refused).rejects.toBe(refusal);
  expect(seen).toEqual([['old', 'old']]);
  expect(contents()).toEqual(['old', 'old']);
  expect(await writeTogether(files, async () => 7)).toBe(7);
  expect(contents()).toEqual(['new', 'new']);
  expect(readdirSync(folder).sort()).toEqual(['mask.mha', 'report.json']);
});

test('a file that fails within a folder is told under the name that it would have got', async () => {
  const target = join(newFolder(), 'model');
  const writing = writeWhole(target, async (partial) => {
    await mkdir(join(partial, 'plans.json'), { recursive: true });
    await writeFileWhole(join(partial, 'plans.json'), '{}');
  });
  await expect(writing).rejects.toThrow(`${join(target, 'plans.json')} cannot be written`);
  expect(existsSync(target)).toBe(false);
});

test('an error of its own passes through', async () => {
  const refusal = new InputError('no');
  await expect(writeWhole(join(newFolder(), 'x'), () => Promise.reject(refusal))).rejects.toBe(
    refusal,
  );
});
