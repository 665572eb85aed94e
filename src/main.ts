import { fileURLToPath } from 'node:url';
import { supervise } from './container/algorithm/supervise.js';

/** The container's entrypoint. */
process.exitCode = await supervise(
  fileURLToPath(new URL('./container/algorithm/entry.js', import.meta.url)),
);
