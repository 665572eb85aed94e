import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vec3 } from '../../../src/image/volume.js';
import type { Previous } from '../../../src/segment/clicks/click-input.js';
import {
  fingerprint,
  foldersThere,
  recallPrevious,
  rememberPrevious,
} from '../../../src/segment/clicks/remember-previous.js';
import { makeVolume } from '../../support/make-volume.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const size: Vec3 = [3, 2, 2];
const pet = makeVolume({ size, data: Float32Array.from({ length: 12 }, (_, i) => i) });
const key = fingerprint(pet);
const mask: Previous = {
  kind: 'mask',
  mask: { ...pet, data: Uint8Array.from({ length: 12 }, (_, i) => i % 2) },
};
const { log, warnings } = recordLog();
let made = 0;
const newFolder = () => join(root, String(made++));

test('a case is known by its PET, not by its place in the patient', () => {
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprint({ ...pet, origin: [9, 9, 9] })).toBe(key);
  expect(fingerprint({ ...pet, spacing: [2, 2, 3] })).not.toBe(key);
  expect(fingerprint({ ...pet, size: [2, 3, 2] })).not.toBe(key);
  expect(fingerprint({ ...pet, data: pet.data.map((v) => v + 1) })).not.toBe(key);
});

test('what was kept is found again, in whichever folder it lies', async () => {
  const [first, second] = [newFolder(), newFolder()];
  await rememberPrevious([second], key, mask, log);
  expect(await recallPrevious([first, second], key, 'mask', pet)).toEqual(mask);
  const probability: Previous = {
    ...{ kind: 'probability', data: Float32Array.of(0.25, 0.5), shape: [1, 1, 2] },
  };
  await rememberPrevious([first], key, probability, log);
  expect(await recallPrevious([first, second], key, 'probability', pet)).toEqual(probability);
  // Of another kind, of another case.
  expect(await recallPrevious([first], key, 'mask', pet)).toBeNull();
  expect(await recallPrevious([second], key.replace(/^./, 'x'), 'mask', pet)).toBeNull();
});

test('what is broken is none', async () => {
  const folder = newFolder();
  await rememberPrevious([folder], key, mask, log);
  const [name] = readdirSync(folder);
  const path = join(folder, name!);
  const whole = readFileSync(path);
  truncateSync(path, 20);
  expect(await recallPrevious([folder], key, 'mask', pet)).toBeNull();
  writeFileSync(
    path,
    whole.map((byte, i) => (i === whole.length - 6 ? byte ^ 1 : byte)),
  );
  expect(await recallPrevious([folder], key, 'mask', pet)).toBeNull();
  writeFileSync(path, '');
  expect(await recallPrevious([folder], key, 'mask', pet)).toBeNull();
});

test('where nothing can be kept that is told, and no failure', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  const folder = newFolder();
  await rememberPrevious([join(file, 'state'), folder], key, mask, log);
  expect(await recallPrevious([folder], key, 'mask', pet)).toEqual(mask);
  expect(warnings).toEqual([]);
  await rememberPrevious([join(file, 'state')], key, mask, log);
  expect(warnings).toEqual(['what was found could not be kept for the next iteration']);
});

test('folders that are there', () => {
  mkdirSync(join(root, 'there'));
  expect(foldersThere([join(root, 'there'), join(root, 'not')])).toEqual([join(root, 'there')]);
});
