import { mkdirSync, writeFileSync } from 'node:fs';
import * as real from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { jest } from '@jest/globals';
import { temporaryFolder } from '../support/temporary-folder.js';

/** As macOS and Windows see a path: what its last part is called in upper or lower case is all one. */
const folded = (path: string): string => join(dirname(path), basename(path).toLowerCase());

jest.unstable_mockModule('node:fs/promises', () => ({
  ...real,
  open: (path: string, flags: string) => real.open(folded(path), flags),
  stat: (path: string, options: object) => real.stat(folded(path), options),
}));

const root = temporaryFolder();
const { checkOutputs } = await import('../../src/files/check-outputs.js');

test('where upper and lower case are one, two outputs that differ in nothing else are refused', async () => {
  const outputs = [join(root, 'out', 'Mask.mha'), join(root, 'out', 'mask.mha')];
  await expect(checkOutputs({ outputs })).rejects.toThrow(
    /mask\.mha is the place of two outputs\. Give each a name/,
  );
});

test('and so is an output that would take an input\u2019s place', async () => {
  mkdirSync(join(root, 'in'));
  writeFileSync(join(root, 'in', 'pet.mha'), '');
  const planned = { outputs: [join(root, 'in', 'PET.mha')], inputs: [join(root, 'in', 'pet.mha')] };
  await expect(checkOutputs(planned)).rejects.toThrow(
    /pet\.mha is an input, and an output would take its place/,
  );
});
