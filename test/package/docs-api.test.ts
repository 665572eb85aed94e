import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

test('the examples of docs/api.md run and print what they say', async () => {
  const args = [at('run-docs-api.mjs'), at('../..')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(stdout.match(/^ok: /gm)!.length).toBeGreaterThanOrEqual(9);
}, 600_000);
