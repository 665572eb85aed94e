import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as api from '../../src/index.js';

// That its examples run is tested with the packed package: `.ci/package`, or `node test/package/run-docs-api.mjs .` by hand.
test('docs/api.md describes each export', () => {
  const path = fileURLToPath(new URL('../../docs/api.md', import.meta.url));
  const document = readFileSync(path, 'utf8');
  expect(Object.keys(api).filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
});
