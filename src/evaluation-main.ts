import { evaluationEntry } from './container/evaluation/entry.js';
import { runCommand } from './process/run-command.js';

await runCommand(evaluationEntry);
