import { join } from 'node:path';
import { wantsServer } from './container/algorithm/wants-server.js';
import { supervise } from './process/supervise.js';

if (wantsServer(process.env)) {
  const { runServer } = await import('./container/algorithm/run-server.js');
  process.exitCode = await runServer(process.env);
} else {
  const entry = join(import.meta.dirname, 'container/algorithm/entry.js');
  process.exitCode = (await supervise(entry)).exitCode;
}
