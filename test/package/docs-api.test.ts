import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as api from '../../src/index.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

test('the examples of docs/api.md run and print what they say', async () => {
  const args = [at('run-docs-api.mjs'), at('../..')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout.match(/^ok: /gm)!.length).toBeGreaterThanOrEqual(9);
}, 600_000);

test('each export is described', () => {
  const document = readFileSync(at('../../docs/api.md'), 'utf8');
  expect(Object.keys(api).filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
});
