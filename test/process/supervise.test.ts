import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const dist = new URL('../../dist/', import.meta.url).href;
const watcher = join(root, 'watcher.mjs');
writeFileSync(
  watcher,
  `import { supervise } from '${dist}process/supervise.js';
   process.exitCode = (await supervise(process.env.WATCHED)).exitCode;`,
);
let made = 0;

/** Starts a script under supervision; `line` is the first that it prints. */
function watch(script: string, environment: Readonly<Record<string, string>> = {}) {
  made += 1;
  const watched = join(root, `${made}.mjs`);
  writeFileSync(watched, script);
  const parent = spawn(process.execPath, [watcher], {
    env: { ...process.env, ...environment, WATCHED: watched },
  });
  let stderr = '';
  parent.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const line = new Promise<string>((resolve) => {
    parent.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  const ended = new Promise<{ code: number | null; lines: string[] }>((resolve) => {
    parent.on('close', (code) => resolve({ code, lines: stderr.trimEnd().split('\n') }));
  });
  return { parent, line, ended };
}

/** A script that has a whole file, a temporary folder, and a file and a folder half-written, when it prints its number. */
function halfWritten(folder: string): string {
  mkdirSync(folder);
  return `import { mkdirSync, writeFileSync } from 'node:fs';
    import { openTemporaryFolder } from '${dist}files/partial-files.js';
    import { writeFileWhole } from '${dist}files/write-file-whole.js';
    import { writeWhole } from '${dist}files/write-whole.js';
    import { runCommand } from '${dist}process/run-command.js';
    await runCommand(async () => {
      await writeFileWhole('${folder}/whole.mha', 'whole');
      process.env.TMPDIR = '${folder}';
      writeFileSync((await openTemporaryFolder()).path + '/000001', 'of a patient');
      let begun = 0;
      const forEver = () => new Promise(() => {
        begun += 1;
        if (begun === 2) console.log(process.pid);
        setInterval(() => undefined, 1000);
      });
      const file = writeWhole('${folder}/half.mha', (partial) => {
        writeFileSync(partial, 'half');
        return forEver();
      });
      const model = writeWhole('${folder}/model', (partial) => {
        mkdirSync(partial + '/fold_0', { recursive: true });
        return forEver();
      });
      await Promise.all([file, model]);
    });`;
}

const busy = "console.log('here'); for (;;);";
const stopped = (signal: string): string =>
  `autopet: stopped by ${signal}; nothing half-written is left.`;

test.each([
  ['its own exit code', 'process.exitCode = 3;', 3, /^$/],
  [
    'a crash',
    "process.kill(process.pid, 'SIGSEGV');",
    1,
    /^autopet: the process crashed \(SIGSEGV\)/,
  ],
  ['what never settles', 'await new Promise(() => undefined);', 1, /ended with exit code 13/],
  [
    'a failure that nobody waits for',
    `import { runCommand } from '${dist}process/run-command.js';
     import { ResourceError } from '${dist}errors.js';
     await runCommand(async () => {
       setTimeout(() => { throw new ResourceError('no more'); });
       await new Promise(() => setInterval(() => undefined, 1000));
     });`,
    4,
    /^autopet: no more$/,
  ],
])('%s', async (_, script, code, message) => {
  const { ended } = watch(script);
  const found = await ended;
  expect(found.lines.at(-1)).toMatch(message);
  expect(found.code).toBe(code);
});

test('a full heap: exit code 4, and a line that names memory', async () => {
  const { ended } = watch('const all = []; for (;;) all.push(Array(1e5).fill(all.length));', {
    NODE_OPTIONS: '--max-old-space-size=30',
  });
  const { code, lines } = await ended;
  expect(code).toBe(4);
  expect(lines.at(-1)).toMatch(
    /^autopet: the process gave up \(SIG.*\), most likely because memory/,
  );
});

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)(
  '%s, as to what computes: ended at once, and the exit code %i tells of it',
  async (signal, code) => {
    const { parent, line, ended } = watch(busy);
    await line;
    parent.kill(signal);
    expect(await ended).toEqual({ code, lines: [stopped(signal)] });
  },
);

test('SIGUSR1, by which a cluster gives notice, is a SIGTERM', async () => {
  const { parent, line, ended } = watch(busy);
  await line;
  parent.kill('SIGUSR1');
  expect(await ended).toEqual({ code: 143, lines: [stopped('SIGTERM')] });
});

test('SIGTERM leaves what is whole and nothing else', async () => {
  const folder = join(root, 'stopped');
  const { parent, line, ended } = watch(halfWritten(folder));
  await line;
  expect(readdirSync(folder)).toHaveLength(4);
  parent.kill('SIGTERM');
  expect(await ended).toEqual({ code: 143, lines: [stopped('SIGTERM')] });
  expect(readdirSync(folder)).toEqual(['whole.mha']);
});

test('what the system kills leaves nothing half-written: exit code 4, and memory is named', async () => {
  const folder = join(root, 'killed');
  const { line, ended } = watch(halfWritten(folder));
  process.kill(Number(await line), 'SIGKILL');
  const { code, lines } = await ended;
  expect(code).toBe(4);
  expect(lines).toEqual([
    expect.stringMatching(/^autopet: the system killed the process, most likely because memory/),
  ]);
  expect(readdirSync(folder)).toEqual(['whole.mha']);
});

test('without its watcher a process tidies up and ends', async () => {
  const folder = join(root, 'alone');
  const { parent, line, ended } = watch(halfWritten(folder));
  await line;
  parent.kill('SIGKILL');
  // The pipe that they share is closed when both are gone.
  await ended;
  expect(readdirSync(folder)).toEqual(['whole.mha']);
});

test('a watcher that goes before the work begins is missed all the same', async () => {
  const { parent, line, ended } = watch(
    `import { once } from 'node:events';
     import { runCommand } from '${dist}process/run-command.js';
     console.log('loading');
     await once(process, 'disconnect');
     await runCommand(() => new Promise(() => setInterval(() => undefined, 1000)));`,
  );
  await line;
  parent.kill('SIGKILL');
  await ended;
});
