import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ModelError } from '../../../src/errors.js';
import { openCheckpoint } from '../../../src/nnunet/checkpoint/open-checkpoint.js';
import { archiveOf, checkpointPickle } from './support/checkpoint-bytes.js';

const fixtures = new URL('./fixtures/', import.meta.url).pathname;
const originals: Buffer[] = ['protocol-2', 'protocol-4', 'layouts', 'prefixes'].map((name) =>
  readFileSync(`${fixtures}${name}.pth`),
);
originals.push(archiveOf(checkpointPickle(), { zip64: true }));

/** More mutations where more time can be had. */
const runs = Number(process.env.AUTOPET_FUZZ_RUNS ?? 3000);
const secondsPerFile = 1;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'autopet-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a damaged file may do: give a ModelError, or be read with as many values as its shapes say. */
async function expectErrorOrWeights(bytes: Uint8Array): Promise<void> {
  const path = join(folder, 'checkpoint.pth');
  await writeFile(path, bytes);
  const begin = process.cpuUsage();
  try {
    const checkpoint = await openCheckpoint(path);
    try {
      const weights = [...checkpoint.weights.values()];
      const values = await Promise.all(weights.map((weight) => weight.read()));
      expect(values.map(({ length }) => length)).toEqual(weights.map(({ shape }) => volume(shape)));
    } finally {
      await checkpoint.close();
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
  }
  expect(process.cpuUsage(begin).user / 1e6).toBeLessThan(secondsPerFile);
}

function volume(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

const original = fc.constantFrom(...originals);
const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Bytes that are opcodes, lengths or their limits are likelier to hit something than others. */
const byte = fc.oneof(
  fc.nat(255),
  fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, ...Buffer.from('(.tRQcbusehjX]})')),
);
const changes = fc.array(fc.tuple(position, byte), { minLength: 1, maxLength: 4 });

test('bytes changed anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(original, changes, async (file, edits) => {
      const bytes = Buffer.from(file);
      for (const [at, value] of edits) bytes[Math.floor(at * bytes.length)] = value;
      await expectErrorOrWeights(bytes);
    }),
    { numRuns: runs / 3, seed: 1 },
  );
});

test('bytes changed in the pickle', async () => {
  await fc.assert(
    fc.asyncProperty(original, changes, async (file, edits) => {
      const bytes = Buffer.from(file);
      const from = bytes.indexOf(Buffer.of(0x80));
      const size = bytes.indexOf('PK', from) - from;
      for (const [at, value] of edits) bytes[from + Math.floor(at * size)] = value;
      await expectErrorOrWeights(bytes);
    }),
    { numRuns: runs / 3, seed: 2 },
  );
});

test('bytes changed in the directory', async () => {
  await fc.assert(
    fc.asyncProperty(original, changes, async (file, edits) => {
      const bytes = Buffer.from(file);
      const from = bytes.indexOf('PK\x01\x02');
      for (const [at, value] of edits) bytes[from + Math.floor(at * (bytes.length - from))] = value;
      await expectErrorOrWeights(bytes);
    }),
    { numRuns: runs / 6, seed: 3 },
  );
});

test('parts left out, repeated or cut off', async () => {
  await fc.assert(
    fc.asyncProperty(original, position, position, fc.boolean(), async (file, a, b, repeat) => {
      const [from, to] = [a, b].map((at) => Math.floor(at * file.length)).sort((x, y) => x - y);
      const middle = repeat ? file.subarray(from, to) : Buffer.alloc(0);
      await expectErrorOrWeights(
        Buffer.concat([
          file.subarray(0, to),
          middle,
          file.subarray(repeat ? to : file.length - from!),
        ]),
      );
    }),
    { numRuns: runs / 6, seed: 4 },
  );
});
