import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const dist = new URL('../../dist/', import.meta.url).href;

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends the process by that signal, with what is whole and nothing else left behind',
  async (signal) => {
    const script = join(folder, `${signal}.mjs`);
    const results = join(folder, signal);
    writeFileSync(
      script,
      `import { mkdirSync, writeFileSync } from 'node:fs';
       import { writeFileWhole } from '${dist}files/write-file-whole.js';
       import { writeWhole } from '${dist}files/write-whole.js';
       import { runCommand } from '${dist}process/run-command.js';
       await runCommand(async () => {
         await writeFileWhole('${results}/whole.mha', 'whole');
         let begun = 0;
         const forEver = () => new Promise(() => {
           begun += 1;
           if (begun === 2) console.log('begun');
           setInterval(() => undefined, 1000);
         });
         const file = writeWhole('${results}/half.mha', (partial) => {
           writeFileSync(partial, 'half');
           return forEver();
         });
         const model = writeWhole('${results}/model', (partial) => {
           mkdirSync(partial + '/fold_0', { recursive: true });
           return forEver();
         });
         await Promise.all([file, model]);
       });`,
    );
    const child = spawn(process.execPath, [script]);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const during = readdirSync(results);
    child.kill(signal);
    const ended = await new Promise((resolve) =>
      child.on('close', (code, by) => resolve({ code, by })),
    );
    expect(during).toHaveLength(3);
    expect(ended).toEqual({ code: null, by: signal });
    expect(readdirSync(results)).toEqual(['whole.mha']);
    expect(stderr).toBe(`autopet: stopped by ${signal}; nothing half-written is left.\n`);
  },
);
