import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const dist = new URL('../../../dist/container/algorithm/supervise.js', import.meta.url).href;
const watcher = join(root, 'watcher.mjs');
writeFileSync(
  watcher,
  `import { supervise } from ${JSON.stringify(dist)};
   process.exitCode = await supervise(process.env.WATCHED);`,
);

/** Starts a script under supervision; it has to print a line when it is ready. */
function watch(name: string, script: string) {
  const watched = join(root, name);
  writeFileSync(watched, script);
  const parent = spawn(process.execPath, [watcher], { env: { ...process.env, WATCHED: watched } });
  let stderr = '';
  parent.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const line = new Promise<string>((resolve) => {
    parent.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    parent.on('close', (code) => resolve({ code, stderr }));
  });
  return { parent, line, ended };
}

const waiting = 'console.log(process.pid); setInterval(() => undefined, 1000);';

test('the exit code is the script’s own', async () => {
  const { ended } = watch('ends.mjs', "console.log('here'); process.exitCode = 3;");
  expect((await ended).code).toBe(3);
});

test('a script that the system kills: exit code 4, and a line that names memory', async () => {
  const { line, ended } = watch('killed.mjs', waiting);
  process.kill(Number(await line), 'SIGKILL');
  const { code, stderr } = await ended;
  expect(code).toBe(4);
  expect(stderr).toMatch(/^autopet: the system killed the process, most likely because memory/);
});

test('SIGTERM is passed on, and the exit code tells of it', async () => {
  const { parent, line, ended } = watch('terminated.mjs', waiting);
  await line;
  parent.kill('SIGTERM');
  expect((await ended).code).toBe(143);
});

test('a script that is busy computing is ended all the same, within the platform’s 5 s', async () => {
  const { parent, line, ended } = watch(
    'busy.mjs',
    "process.on('SIGTERM', () => undefined); console.log('here'); for (;;);",
  );
  await line;
  const start = performance.now();
  parent.kill('SIGTERM');
  expect((await ended).code).toBe(143);
  // Two seconds of patience; a test of the bound, not of speed.
  expect(performance.now() - start).toBeLessThan(5000);
});
