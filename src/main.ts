import { fileURLToPath } from 'node:url';
import { supervise } from './container/supervise.js';

/** The container's entrypoint. */
process.exitCode = await supervise(fileURLToPath(new URL('./container/entry.js', import.meta.url)));
