import { spawnSync } from 'node:child_process';

const dist = new URL('../../dist/', import.meta.url).href;

function run(body: string) {
  const script = `import { runCommand } from '${dist}process/run-command.js';
    import * as errors from '${dist}errors.js';
    import { readFile } from 'node:fs/promises';
    await runCommand(async () => { ${body} });`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return { status, lines: stderr.trimEnd().split('\n') };
}

const system = (fields: string): string =>
  `throw Object.assign(new Error('of the system'), { syscall: 'open', ${fields} });`;

test.each([
  ['nothing', '', 0, ['']],
  ['a refusal', "throw new errors.ModelError('no\\n  weights');", 3, ['autopet: no weights']],
  [
    'a system error that nobody put into words',
    "await readFile('/no/such/file');",
    2,
    ['autopet: /no/such/file cannot be used (ENOENT): it does not exist. Check the path.'],
  ],
])('%s: exit code and one line', (_, body, status, lines) => {
  expect(run(body)).toEqual({ status, lines });
});

test('want of files, wherever, is exit code 4', () => {
  const { status, lines } = run(system("code: 'EMFILE'"));
  expect(status).toBe(4);
  expect(lines).toEqual([expect.stringMatching(/^autopet: A file cannot be used \(EMFILE\): /)]);
});

test('a fault of autopet is exit code 1, and tells where, the message last', () => {
  for (const body of ["throw new TypeError('a fault');", system("code: 'EADDRINUSE'")]) {
    const { status, lines } = run(body);
    expect(status).toBe(1);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.at(-1)).toMatch(/^autopet: (a fault|of the system)$/);
  }
});
