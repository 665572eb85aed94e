import { Command } from 'commander';
import { InputError } from '../errors.js';
import { openConsole } from '../process/console.js';
import { verifyRecord } from '../record/verify-record.js';

/** `autopet verify`: is a result still what was recorded of it? */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('say whether the files and weights of a recorded run still are what they were')
    .argument('<record.json>', 'what segment --record wrote')
    .option('--rerun', 'make the mask again and compare its bytes', false)
    .action(async (path: string, { rerun }: { rerun: boolean }) => {
      const { log } = openConsole();
      const { differences, remarks } = await verifyRecord(path, rerun, log);
      for (const remark of remarks) log.info({}, remark);
      if (differences.length > 0) throw new InputError(differences.join(' '));
      log.info(
        { record: path },
        rerun ? 'all is as recorded, and the mask comes out the same' : 'all is as recorded',
      );
    });
}
