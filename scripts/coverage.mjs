// `npm run coverage -- [TESTS ...]`: which lines of src/ the tests run, in the test's own process, in worker threads
// and in the commands that tests start. Summary on the terminal, pages in coverage/.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const built = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
  .map((entry) => join(entry.parentPath, entry.name));
/** What holds nothing but types is never loaded, and has nothing to run. */
const empty = built.filter((file) =>
  /^export \{\};\s*(\/\/#.*)?$/.test(readFileSync(file, 'utf8')),
);

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/c8/bin/c8.js',
    ...['--all', '--src', 'dist', '--extension', '.js', '--include', 'dist/**'],
    ...empty.flatMap((file) => ['--exclude', file]),
    ...['--reporter', 'text-summary', '--reporter', 'html', '--reporter', 'json-summary'],
    process.execPath,
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
