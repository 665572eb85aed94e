import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildPickle, dict, op, tensor } from './support/build-pickle.js';
import { archiveOf, checkpointPickle } from './support/checkpoint-bytes.js';
import { withTemporaryFile } from './support/temporary-file.js';

const run = promisify(execFile);
const reader = new URL('../../../dist/nnunet/checkpoint/open-checkpoint.js', import.meta.url).href;

/** Opens a checkpoint and prints its error, CPU seconds and the process's peak memory (Linux only). */
const script = `
  import { readFileSync } from 'node:fs';
  import { openCheckpoint } from ${JSON.stringify(reader)};
  const begin = process.cpuUsage();
  let message = 'no error';
  try {
    await openCheckpoint(process.argv[1]);
  } catch (error) {
    message = error.name + ': ' + error.message;
  }
  const { user, system } = process.cpuUsage(begin);
  const peak = /VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'));
  console.log(JSON.stringify({ message, seconds: (user + system) / 1e6, mebibytes: peak[1] / 1024 }));
`;

interface Outcome {
  readonly message: string;
  readonly seconds: number;
  readonly mebibytes: number;
}

async function openInOwnProcess(path: string): Promise<Outcome> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, path]);
  return JSON.parse(stdout);
}

/** Just below the largest data.pkl that is read at all. */
const length = 2 ** 24 - 100;

/** As many of these instructions as fit into a file. */
function repeated(...instructions: Uint8Array[]): Buffer {
  return Buffer.alloc(length, Buffer.concat(instructions));
}

/** A pair of references to the pair before it, and so on: 2^n paths to the innermost. */
function memoBomb(levels: number): Buffer {
  const level = Buffer.concat([op.binPut(0), op.binGet(0), op.tuple2]);
  return Buffer.concat([op.none, Buffer.alloc(levels * level.length, level)]);
}

function withPlans(plans: Uint8Array): Buffer {
  return checkpointPickle({}, { init_args: dict({ plans }) });
}

function withWeights(count: number): Buffer {
  const weight = Buffer.concat([tensor(), op.binPut(0)]);
  const others = Array.from({ length: count - 1 }, (_, i) => [`w${i}`, op.binGet(0)]);
  const weights = dict({ w: weight, ...Object.fromEntries(others) });
  return checkpointPickle({}, { network_weights: weights });
}

const outOfMemory = /56 MiB of memory/;
const text = Buffer.from('\x8c\x02ab', 'latin1');
const orderedDict = op.global('collections', 'OrderedDict');

/** At most 95 MiB and 0.6 s were measured; the rest is for other machines and versions of Node. */
const mostMebibytes = 130;
const mostSeconds = 2;

(process.platform === 'linux' ? describe : describe.skip)('files made to exhaust memory', () => {
  let baseline: number;
  beforeAll(async () => {
    baseline = (await openInOwnProcess('/nonexistent')).mebibytes;
  });

  test.each<[string, () => Buffer, RegExp]>([
    ['dicts', () => buildPickle(repeated(op.emptyDict)), outOfMemory],
    ['lists', () => buildPickle(repeated(op.emptyList)), outOfMemory],
    ['nested tuples', () => buildPickle(op.none, repeated(op.tuple1)), outOfMemory],
    ['marks', () => buildPickle(repeated(op.mark)), outOfMemory],
    ['memo entries', () => buildPickle(op.none, repeated(op.memoize)), outOfMemory],
    ['numbers', () => buildPickle(repeated(op.float(0.1))), outOfMemory],
    ['integers', () => buildPickle(repeated(op.long(2n ** 60n))), outOfMemory],
    ['texts', () => buildPickle(repeated(text)), outOfMemory],
    ['references', () => buildPickle(op.none, op.binPut(0), repeated(op.binGet(0))), outOfMemory],
    [
      'calls',
      () =>
        buildPickle(orderedDict, op.binPut(0), repeated(op.binGet(0), op.emptyTuple, op.reduce)),
      outOfMemory,
    ],
    ['characters', () => buildPickle(op.text('é'.repeat(length / 2))), /no keys/],
    [
      'nested plans',
      () => withPlans(Buffer.concat([op.none, Buffer.alloc(1e5, op.tuple1)])),
      /too deeply/,
    ],
    ['paths through the plans', () => withPlans(memoBomb(50)), /too deeply or too large/],
    ['paths through a name', () => buildPickle(memoBomb(99), op.none, op.stackGlobal), /no text/],
    [
      'paths through the weights',
      () => checkpointPickle({}, { network_weights: memoBomb(99) }),
      /expected map/,
    ],
    ['weights', () => withWeights(100_000), /more than 20000 weights/],
  ])('too many %s', async (_, pickle, message) => {
    const outcome = await withTemporaryFile(archiveOf(pickle()), openInOwnProcess);
    expect(outcome.message).toMatch(message);
    expect(outcome.message).toMatch(/^ModelError: /);
    expect(outcome.mebibytes - baseline).toBeLessThan(mostMebibytes);
    expect(outcome.seconds).toBeLessThan(mostSeconds);
  });
});
