#!/usr/bin/env node
import { join } from 'node:path';
import { supervise } from './process/supervise.js';

const { exitCode, stoppedBy } = await supervise(join(import.meta.dirname, 'cli/entry.js'));
process.exitCode = exitCode;
// A shell ends its loop at Ctrl-C only when it sees that the signal has ended the command.
if (stoppedBy !== null) process.kill(process.pid, stoppedBy);
