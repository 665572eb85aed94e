#!/usr/bin/env node
import { runCommand } from './process/run-command.js';

// Imported within: that some file of it cannot be opened is then told as any other failure.
await runCommand(async () => {
  const { mainCommand } = await import('./cli/main-command.js');
  await mainCommand(process.argv);
});
