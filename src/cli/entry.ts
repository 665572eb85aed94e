import { runCommand } from '../process/run-command.js';

/** The process that does a command's work; `cli.js` starts it and watches over it. */
await runCommand(async () => {
  // Imported within: that some file of it cannot be opened is then told as any other failure.
  const { mainCommand } = await import('./main-command.js');
  await mainCommand(process.argv);
});
