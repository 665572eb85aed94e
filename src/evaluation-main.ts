import { join } from 'node:path';
import { supervise } from './process/supervise.js';

const entry = join(import.meta.dirname, 'container/evaluation/entry.js');
process.exitCode = (await supervise(entry)).exitCode;
