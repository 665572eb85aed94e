// Has every process under test watched for files that are none of its business.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const spy = new URL('./spy.mjs', import.meta.url).href;

/**
 * @returns `spying(given)`, environment variables for a process that may read and write in `given`, and `escapes()`,
 *   findings since it was last asked
 */
export function startSpying({ root }) {
  const report = join(root, 'escapes.log');
  writeFileSync(report, '');
  let seen = 0;
  return {
    spying: ({ readable = [], writable = [root] } = {}) => ({
      NODE_OPTIONS: `--import=${spy}`,
      TORTURE_ESCAPES: report,
      TORTURE_ALLOWED: JSON.stringify({
        readable: [
          repository,
          realpathSync(repository),
          ...modulesAbove(),
          '/proc',
          '/sys',
          '/dev',
          ...readable,
        ],
        writable: [...writable, '/dev'],
        forbidden: [join(root, 'bait')],
      }),
    }),
    escapes() {
      const text = readFileSync(report, 'utf8');
      const fresh = text.slice(seen).split('\n').filter(Boolean);
      seen = text.length;
      return [...new Set(fresh)].map((line) => ({ kind: 'escape', what: line }));
    },
  };
}

/** Where packages are looked for: node_modules may be a link. */
function modulesAbove() {
  const folders = [];
  for (let at = repository; at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'node_modules'))) folders.push(realpathSync(join(at, 'node_modules')));
  }
  return folders;
}
