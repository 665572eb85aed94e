// The part that kills: a command, at a random moment, by a signal; then looks at what it left, and runs it again.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  faultsOf,
  groupIsGone,
  killGroup,
  runProgram,
  startProgram,
} from './processes/run-program.mjs';
import { filesIn, kindOf, scenarios } from './processes/scenarios.mjs';
import { randomOf } from './random.mjs';
import { emptyFolder } from './sandbox.mjs';

const numberOf = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 };

/** As inProcessPart. */
export async function killsPart({ seed, sandbox, spying }, { first = 0, count, until }, record) {
  const lasts = {};
  let i = first;
  for (; i < first + count && Date.now() < until; i++) {
    const random = randomOf(seed, 'kills', i);
    const name = random.pick(Object.keys(scenarios));
    const folder = emptyFolder(join(sandbox.root, 'case'));
    const env = spying({ writable: [folder] });
    lasts[name] ??= await durationOf(name, join(folder, 'first'), env);
    const result = await killOne(random, name, join(folder, 'killed'), env, lasts[name]);
    record({ index: i, ...result });
  }
  return { run: i - first };
}

async function durationOf(name, folder, env) {
  const { ms } = await complete(scenarios[name](folder), env);
  return ms;
}

async function complete(scenario, env) {
  const begun = performance.now();
  mkdirSync(scenario.out, { recursive: true });
  const ended = await runProgram(scenario.program, scenario.args, {
    env: { ...env, ...scenario.env },
  });
  return { ended, ms: performance.now() - begun };
}

async function killOne(random, name, folder, env, lasts) {
  const scenario = scenarios[name](folder);
  const signal = random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT']);
  // An import writes into nothing; others may take the place of what an earlier run has left.
  const hasEarlier = name !== 'import' && random.chance(0.4);
  if (hasEarlier) await complete(scenario, env);
  const before = filesIn(scenario.out).shown;
  mkdirSync(scenario.out, { recursive: true });
  const { child, ended: ending } = startProgram(scenario.program, again(scenario, hasEarlier), {
    env: { ...env, ...scenario.env },
  });
  // Half of the time in the midst of writing, where it counts most.
  const when = random.chance(0.5)
    ? await untilWriting(scenario.out, child, random.int(12))
    : `${Math.round(await pause(random.between(0, 1.05) * lasts))} ms`;
  child.kill(signal);
  const patience = setTimeout(() => killGroup(child.pid), 60_000);
  const ended = await ending;
  clearTimeout(patience);
  const kind = `${name}, ${signal} ${when.replace(/\d+ ms/, 'at some moment')}`;
  const findings = [...waysOut(ended, signal), ...leftovers(scenario, before, signal, ended)];
  if (!(await groupIsGone(child.pid, 60)))
    findings.push({ kind: 'left-running', what: 'a process goes on' });
  // A hidden leftover of a killed process goes with the next run.
  const hasHidden = filesIn(scenario.out).hidden.length > 0;
  if (hasHidden || random.chance(0.25)) findings.push(...(await afterwards(scenario, env, name)));
  return {
    kind,
    outcome: ended.code === 0 ? 'was done before' : `${signal} at work`,
    message: ended.stderr.slice(-300),
    findings,
  };
}

/** Studies that are done would be passed over. */
function again({ args }, hasEarlier) {
  return hasEarlier && args[0] === 'segment-folder' ? [...args, '--overwrite'] : args;
}

async function pause(ms) {
  await sleep(ms);
  return ms;
}

/** Until the process writes something, and a moment more; or until it has ended. */
async function untilWriting(out, child, more) {
  while (filesIn(out).hidden.length === 0 && child.exitCode === null && child.signalCode === null)
    await sleep(1);
  await sleep(more);
  return 'while it writes';
}

function waysOut(ended, signal) {
  const { code } = ended;
  const bySignal = ended.signal === signal || code === numberOf[signal];
  // A container's supervisor that is killed says nothing; what it watches over ends by itself.
  if (code === 0 || bySignal)
    return ended.isLeft ? [{ kind: 'left-running', what: 'a process of its group goes on' }] : [];
  return [
    {
      kind: 'wrong-end',
      what: `${signal}: ended with ${ended.signal ?? code}: ${ended.stderr.slice(-400)}`,
    },
  ];
}

function leftovers({ out, outputs }, before, signal, ended) {
  const { shown, hidden } = filesIn(out);
  const findings = [];
  for (const name of shown) {
    const path = join(out, name);
    if (statSync(path).isDirectory() && outputs?.[name] === undefined) continue;
    if (outputs !== null && name.split('/')[0] in outputs && !(name in outputs)) continue;
    const isWhole = outputs === null ? kindOf(name) : outputs[name];
    if (isWhole === undefined) findings.push({ kind: 'partial', what: `a stranger: ${name}` });
    else if (!attempt(() => isWhole(path)))
      findings.push({ kind: 'partial', what: `${name} is not whole` });
  }
  for (const name of before)
    if (!existsSync(join(out, name)))
      findings.push({ kind: 'lost', what: `${name} was there before` });
  if (hidden.length > 0 && (signal !== 'SIGKILL' || ended.code === 0))
    findings.push({ kind: 'partial', what: `left: ${hidden.join(', ')}` });
  return findings;
}

async function afterwards(scenario, env, name) {
  const isDone = name === 'import' && filesIn(scenario.out).shown.includes('model');
  if (isDone) return [];
  const { ended } = await complete(scenario, env);
  const findings = faultsOf(ended);
  if (ended.code !== 0)
    findings.push({
      kind: 'lost',
      what: `run again, it ended with ${ended.code}: ${ended.stderr.slice(-300)}`,
    });
  const { hidden } = filesIn(scenario.out);
  if (hidden.length > 0)
    findings.push({ kind: 'partial', what: `not swept: ${hidden.join(', ')}` });
  for (const output of Object.keys(scenario.outputs ?? {})) {
    if (!attempt(() => scenario.outputs[output](join(scenario.out, output))))
      findings.push({ kind: 'lost', what: `run again, ${output} is not whole` });
  }
  return findings;
}

function attempt(work) {
  try {
    return work();
  } catch {
    return false;
  }
}
