// Thousands of damaged, odd and changed inputs, processes killed at random moments, and a server that is called
// every way: nothing may be read wrongly, nothing lost, nothing left running. docs/reliability.md says what is looked
// for and how the right answer is known.
//
//   npm run torture -- [--inputs N] [--command-line N] [--kills N] [--server-calls N] [--seed S] [--minutes M]
//   npm run torture -- --first N ...                      goes on with case N of each part
//   npm run torture -- --seed S --case PART:NUMBER        one case alone, with all that is known of it
//
// Prints a summary as JSON. Ends with 1 where anything was found.
import { parseArgs } from 'node:util';
import { commandLinePart } from './command-line-part.mjs';
import { inProcessPart } from './in-process-part.mjs';
import { killsPart } from './kills-part.mjs';
import { endPrograms } from './processes/run-program.mjs';
import { growthOf, startReport } from './report.mjs';
import { makeSandbox } from './sandbox.mjs';
import { serverPart } from './server-part.mjs';
import { startSpying } from './start-spying.mjs';

const number = { type: 'string' };
const { values } = parseArgs({
  options: {
    inputs: number,
    'command-line': number,
    kills: number,
    'server-calls': number,
    seed: number,
    minutes: number,
    first: number,
    case: number,
    keep: { type: 'boolean', default: false },
  },
});
const parts = {
  'in-process': { run: inProcessPart, count: Number(values.inputs ?? 9000) },
  'command-line': { run: commandLinePart, count: Number(values['command-line'] ?? 1000) },
  kills: { run: killsPart, count: Number(values.kills ?? 200) },
  server: { run: serverPart, count: Number(values['server-calls'] ?? 300) },
};
const seed = values.seed ?? '1';
const first = Number(values.first ?? 0);
const sandbox = makeSandbox();
const { spying, escapes } = startSpying(sandbox);
const report = startReport(seed);
const ends =
  values.minutes === undefined
    ? Number.POSITIVE_INFINITY
    : Date.now() + 60_000 * Number(values.minutes);
const wanted = Object.entries(parts).filter(([, { count }]) => count > 0);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    endPrograms();
    sandbox.remove();
    process.kill(process.pid, signal);
  });
}
if (values.case === undefined) {
  for (const [place, [name, { run, count }]] of wanted.entries()) {
    // What is left of the time is shared alike by the parts that are left.
    const until = Date.now() + (ends - Date.now()) / (wanted.length - place);
    await runPart(name, run, { first, count, until });
  }
} else {
  const [name, index] = values.case.split(':');
  await runPart(
    name,
    parts[name].run,
    { first: Number(index), count: 1, until: Number.POSITIVE_INFINITY },
    true,
  );
}
const summary = report.summary();
console.log(JSON.stringify(summary, null, 2));
if (values.keep) console.error(`kept: ${sandbox.root}`);
else sandbox.remove();
process.exitCode = summary.findings.length > 0 ? 1 : 0;

async function runPart(name, run, limits, isTold = false) {
  const begun = Date.now();
  const record = (result) => {
    const findings = [...result.findings, ...escapes()];
    report.record(name, { ...result, findings });
    if (isTold) console.error(JSON.stringify({ ...result, findings }, null, 2));
  };
  const { memory = [], ...more } = await run({ seed, sandbox, spying }, limits, record);
  const growth = growthOf(memory);
  if (growth !== null && growth.share > 0.05) {
    report.record(name, {
      index: 'all',
      kind: 'memory',
      outcome: 'grown',
      findings: [{ kind: 'memory', what: JSON.stringify(growth) }],
    });
  }
  report.part(name, {
    ...more,
    minutes: Number(((Date.now() - begun) / 60_000).toFixed(1)),
    rss: growth,
  });
}
