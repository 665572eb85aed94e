import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../src/version.js';

const root = join(import.meta.dirname, '..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

test('all that names the version names this one', () => {
  expect(JSON.parse(text('package-lock.json'))).toMatchObject({
    version,
    packages: { '': { version } },
  });
  expect(/^version: (.*)$/m.exec(text('CITATION.cff'))?.[1]).toBe(version);
  expect(text('CHANGELOG.md')).toContain(`\n## [${version}] - `);
  for (const page of ['README.md', 'docs/api.md']) {
    const named = text(page).match(/autopet-[\d.]+\.tgz/g);
    expect(new Set(named)).toEqual(new Set([`autopet-${version}.tgz`]));
  }
});

test('the command can be started as it is built', () => {
  expect(statSync(join(root, 'dist', 'cli.js')).mode & 0o111).toBe(0o111);
});
