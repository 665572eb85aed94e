import { join } from 'node:path';
import { supervise } from './container/algorithm/supervise.js';

process.exitCode = await supervise(join(import.meta.dirname, 'container/algorithm/entry.js'));
