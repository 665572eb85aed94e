import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../src/errors.js';
import { readOrganMap } from '../../../src/segment/organs/read-organ-map.js';
import { makeVolume } from '../../support/make-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';

const root = temporaryFolder();
const pet = makeVolume({ size: [3, 2, 2] });
const data = Uint8Array.of(0, 5, 5, 52, 0, 0, 11, 11, 0, 5, 0, 0);
const organs = join(root, 'organs.mha');
const organNames = join(root, 'names.json');
writeMha(organs, { ...pet, data });

const read = (names: unknown, map = organs) => {
  writeFileSync(organNames, typeof names === 'string' ? names : JSON.stringify(names));
  return readOrganMap({ organs: map, organNames }, pet);
};
const refusal = async (names: unknown, map?: string): Promise<string> => {
  const error: unknown = await read(names, map).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};
const named = { 5: 'liver', 11: 'tumor', 52: 'aorta' };

describe('readOrganMap', () => {
  test.each([
    ['names by number', named],
    ['numbers by name', { liver: 5, aorta: 52, tumor: 11 }],
    ['a dataset.json', { labels: { background: 0, liver: 5, aorta: 52, tumor: 11 }, ending: 1 }],
    ["one of nnU-Net's first version", { labels: { 0: 'background', ...named } }],
    ['a number as text', { liver: '5', aorta: '52', tumor: 11 }],
  ])('takes %s; what is called tumour is no organ', async (_, names) => {
    const map = await read(names);
    expect(map.labels).toEqual(data);
    expect(map.organs).toEqual([
      { value: 5, name: 'liver' },
      { value: 52, name: 'aorta' },
    ]);
  });

  test('takes the names beside it, and says where they should be', async () => {
    const asked = readOrganMap({ organs, organNames: null }, pet);
    await expect(asked).rejects.toThrow(/there is no .*organs\.json, .*--organ-names/);
    writeFileSync(join(root, 'organs.json'), JSON.stringify(named));
    expect((await readOrganMap({ organs, organNames: null }, pet)).organs).toHaveLength(2);
  });

  test('refuses labels without a name, and names that are none', async () => {
    expect(await refusal({ 5: 'liver' })).toContain('labels without a name: 11, 52');
    expect(await refusal({ ...named, lung: 52 })).toContain('label 52 twice: aorta and lung');
    expect(await refusal({ liver: 'five' })).toContain('liver: "five"');
    expect(await refusal({ 5: 5 })).toContain('5: 5');
    expect(await refusal({ liver: [5, 6] })).toContain('names.json');
    expect(await refusal('[')).toContain('names.json');
  });

  test('refuses another grid, and what is no label', async () => {
    const moved = join(root, 'moved.mha');
    writeMha(moved, { ...pet, origin: [1, 0, 0], data });
    expect(await refusal(named, moved)).toContain("does not lie on the PET's grid");
    const half = join(root, 'half.mha');
    writeMha(half, { ...pet, data: Float32Array.from(data, (value) => value / 2) });
    expect(await refusal(named, half)).toContain('holds the value 2.5');
    const large = join(root, 'large.mha');
    writeMha(large, { ...pet, data: Int16Array.from(data, (value) => value * 10) });
    expect(await refusal(named, large)).toContain('holds the value 520');
  });
});
