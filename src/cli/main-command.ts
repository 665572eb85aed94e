import { Command, CommanderError } from 'commander';
import { OptionError, UsageError } from '../errors.js';
import { version } from '../version.js';

/** In the order of --help. Of a command that is named no other is loaded: that takes half the start. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  segment: async () => (await import('./segment-command.js')).segmentCommand(),
  'segment-folder': async () =>
    (await import('./segment-folder-command.js')).segmentFolderCommand(),
  verify: async () => (await import('./verify-command.js')).verifyCommand(),
  measure: async () => (await import('./measure-command.js')).measureCommand(),
  compare: async () => (await import('./compare-command.js')).compareCommand(),
  cohort: async () => (await import('./cohort-command.js')).cohortCommand(),
  check: async () => (await import('./check-command.js')).checkCommand(),
  dicom: async () => (await import('./dicom-command.js')).dicomCommand(),
  models: async () => (await import('./models-command.js')).modelsCommand(),
  import: async () => (await import('./import-command.js')).importCommand(),
  evaluate: async () => (await import('./evaluate-command.js')).evaluateCommand(),
  interact: async () => (await import('./interact-command.js')).interactCommand(),
  rank: async () => (await import('./rank-command.js')).rankCommand(),
  example: async () => (await import('./example-command.js')).exampleCommand(),
};

/**
 * Runs the command line.
 *
 * @param argv as Node has it: two entries, then the arguments
 * @throws UsageError when the arguments are wrong; AutopetError as the command throws it
 */
export async function mainCommand(argv: readonly string[]): Promise<void> {
  checkWorkingFolder();
  const program = new Command('autopet')
    .description('Finds tumour lesions in whole-body PET/CT with nnU-Net models, without Python.')
    .version(version);
  for (const load of commandsFor(argv[2])) program.addCommand(await load());
  for (const command of withThoseBelow(program)) {
    // The message becomes the last line on stderr, by runCommand.
    command.exitOverride().configureOutput({ outputError: () => undefined });
  }
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof OptionError) throw withFlag(error, withThoseBelow(program));
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    if (error.code === 'commander.help') {
      throw new UsageError('No command was given (--help shows them).');
    }
    throw new UsageError(`${error.message.replace(/^error: /, '')} (--help shows the options)`);
  }
}

function withThoseBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withThoseBelow)];
}

/** Without one Node.js starts no thread, whatever the paths. */
function checkWorkingFolder(): void {
  try {
    process.cwd();
  } catch (cause) {
    throw new UsageError(
      'The working folder was removed. Change to one that exists (cd), and try again.',
      { cause },
    );
  }
}

function commandsFor(name = ''): readonly (() => Promise<Command>)[] {
  if (name === '--version') return [];
  const named = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return named === undefined ? Object.values(commands) : [named];
}

/** Calls an option as the command line does: --step-size, not stepSize. */
function withFlag(error: OptionError, commands: readonly Command[]): OptionError {
  const flag = commands
    .flatMap(({ options }) => options)
    .find((option) => option.attributeName() === error.option)?.long;
  return new OptionError(flag ?? error.option, error.complaint, { cause: error });
}
