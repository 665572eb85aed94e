import { join } from 'node:path';
import type { Voxels } from '../../src/array/voxels.js';
import { InputError } from '../../src/errors.js';
import { readMask } from '../../src/lesions/read-mask.js';
import { makeVolume } from '../support/make-volume.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeMha } from '../support/write-mha.js';

const root = temporaryFolder();

function mask(name: string, data: Voxels): string {
  const path = join(root, `${name}.mha`);
  writeMha(path, makeVolume({ size: [data.length, 1, 1], data }));
  return path;
}

// What 1 becomes when a float mask is stored as bytes with a scale.
const scaledOne = 255 * 0.003921568859368563;

test.each([
  ['bytes', Uint8Array.of(0, 1, 1)],
  ['int16', Int16Array.of(0, 1, 1)],
  ['float32', Float32Array.of(0, 1, 1)],
  ['bytes with a scale', Float32Array.of(0, scaledOne, scaledOne)],
])('%s of 0 and 1 are a mask', async (name, data) => {
  expect([...(await readMask(mask(name, data), null)).data]).toEqual([0, 1, 1]);
});

test('one label of several is chosen', async () => {
  const path = mask('labels', Int16Array.of(0, 1, 2, 3, 2, -1));
  expect([...(await readMask(path, 2)).data]).toEqual([0, 0, 1, 0, 1, 0]);
  expect([...(await readMask(path, 7)).data]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('any label may be lesion, and those that there are are told', async () => {
  const path = mask('numbered', Int16Array.of(0, 3, 1, 1, 300, 0));
  expect(await readMask(path, 'any')).toMatchObject({ labels: [1, 3, 300] });
  expect([...(await readMask(path, 'any')).data]).toEqual([0, 1, 1, 1, 1, 0]);
  const empty = await readMask(mask('empty', Uint8Array.of(0, 0)), 'any');
  expect(empty).toMatchObject({ labels: [], data: Uint8Array.of(0, 0) });
});

/** A mask in float32 into which some bytes more have come. */
function slipped(by: number): Float32Array {
  const whole = new Uint8Array(Float32Array.of(0, 1, 1, 0).buffer);
  const bytes = new Uint8Array(whole.length);
  bytes.set(whole.subarray(0, whole.length - by), by);
  return new Float32Array(bytes.buffer);
}

test.each([
  [
    'several labels',
    Uint8Array.of(0, 2, 1),
    null,
    /not binary: it holds the values 0, 1, 2\..*--label/,
  ],
  ['white as 255', Uint8Array.of(0, 255), null, /holds the values 0, 255/],
  ['negative labels', Int16Array.of(0, -1), null, /holds the values -1, 0/],
  ['probabilities', Float32Array.of(0, 0.5, 1), null, /holds the value 0\.5\..*threshold/],
  ['probabilities for a label', Float32Array.of(0, 0.75, 1), 1, /holds the value 0\.75/],
  ['probabilities for any', Float32Array.of(0, 0.75, 1), 'any', /holds the value 0\.75/],
  ['negative numbers for any', Int16Array.of(0, 2, -1), 'any', /holds the value -1\./],
  ['bytes that have slipped by one', slipped(1), null, /which no mask has: its bytes have slipped/],
  ['bytes that have slipped by two', slipped(2), 'any', /which no mask has/],
  ['not a number', Float32Array.of(0, Number.NaN), null, /1 voxel\(s\) that are NaN/],
] as const)('%s are refused', async (name, data, label, message) => {
  const reading = readMask(mask(name, data), label);
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(message);
});
