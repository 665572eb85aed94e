// The part that runs autopet's programs, each case in a process of its own.
import { join } from 'node:path';
import { openCases } from './processes/cases.mjs';
import { randomOf } from './random.mjs';
import { emptyFolder } from './sandbox.mjs';

/** As inProcessPart. */
export async function commandLinePart(
  { seed, sandbox, spying },
  { first = 0, count, until },
  record,
) {
  const cases = await openCases(sandbox, spying);
  let i = first;
  for (; i < first + count && Date.now() < until; i++) {
    const result = await cases.run(
      randomOf(seed, 'command-line', i),
      emptyFolder(join(sandbox.root, 'case')),
    );
    record({ index: i, ...result });
  }
  await cases.close();
  return { run: i - first };
}
