#!/usr/bin/env node
import { mainCommand } from './cli/main-command.js';
import { runCommand } from './process/run-command.js';

await runCommand(() => mainCommand(process.argv));
