import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/errors.js';
import { silentLog } from '../../src/log.js';
import { verifyRecord } from '../../src/record/verify-record.js';
import { writeRecord } from '../../src/record/write-record.js';
import type { SegmentOptions } from '../../src/segment/options/segment-options.js';
import { segment } from '../../src/segment/segment.js';
import { makeModel } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const study = makeStudy(root);
const record = join(root, 'record.json');
const output = join(root, 'mask.mha');
const lesions = join(root, 'lesions.csv');

beforeAll(async () => {
  const model = await makeModel(join(root, 'model'));
  const images = { pet: study.petPath, ct: study.ctPath };
  const options: SegmentOptions = { ...images, output, lesions, model, device: 'cpu', threads: 1 };
  await writeRecord(record, options, await segment(options));
});

interface Told {
  readonly options: object;
  readonly model: { sha256: Readonly<Record<string, string>> };
  readonly inputs: { path: string; bytes: number }[];
  readonly outputs: object[];
}
const mine = join(root, 'mine.txt');

const verified = async (rerun = false) =>
  (await verifyRecord(record, rerun, silentLog)).differences;

describe('a record', () => {
  test('names files, weights and options, and no more', () => {
    const told = JSON.parse(readFileSync(record, 'utf8'));
    expect(told).toMatchObject({ format: 'autopet-record-1', device: 'cpu' });
    expect(told.options).toEqual({ device: 'cpu', threads: 1 });
    expect(told.inputs.map(({ role }: { role: string }) => role)).toEqual(['pet', 'ct']);
    expect(told.outputs.map(({ role }: { role: string }) => role)).toEqual(['output', 'lesions']);
  });

  test('holds as long as nothing has changed, and the mask comes out the same', async () => {
    expect(await verified(true)).toEqual([]);
  });

  test('tells what has changed or is gone', async () => {
    const before = readFileSync(lesions);
    appendFileSync(lesions, 'x');
    expect(await verified()).toEqual([expect.stringMatching(/^lesions: .* has other bytes/)]);
    rmSync(lesions);
    expect(await verified()).toEqual([expect.stringMatching(/^lesions: .* cannot be read/)]);
    writeFileSync(lesions, before);
    const text = readFileSync(record, 'utf8');
    const told = JSON.parse(text);
    told.model.sha256[0] = '0'.repeat(64);
    told.autopet = '0.0.1';
    writeFileSync(record, JSON.stringify(told));
    const { differences, remarks } = await verifyRecord(record, false, silentLog);
    expect(differences).toEqual([expect.stringMatching(/^model: 0 in .* has other bytes/)]);
    expect(remarks).toEqual([expect.stringMatching(/by autopet 0\.0\.1/)]);
    writeFileSync(record, text);
  });

  test('tells a mask that comes out differently', async () => {
    const [text, mask] = [readFileSync(record, 'utf8'), readFileSync(output)];
    const told = JSON.parse(text);
    // As recorded, and not what these options give.
    writeFileSync(output, 'other');
    const sha256 = createHash('sha256').update('other').digest('hex');
    Object.assign(told.outputs[0], { sha256, bytes: 5 });
    writeFileSync(record, JSON.stringify(told));
    expect(await verified()).toEqual([]);
    expect(await verified(true)).toEqual([expect.stringMatching(/^output: made again/)]);
    writeFileSync(record, text);
    writeFileSync(output, mask);
  });

  test('is refused where it is none', async () => {
    await expect(verifyRecord(study.petPath, false, silentLog)).rejects.toThrow(InputError);
  });

  test.each<[string, (told: Told) => void, RegExp]>([
    [
      'an output among its options',
      (told) => Object.assign(told.options, { report: mine }),
      /files/,
    ],
    ['state', (told) => Object.assign(told.options, { state: [root] }), /files/],
    [
      'folds of another type',
      (told) => Object.assign(told.options, { folds: 5 }),
      /folds: found 5/,
    ],
    ['an option that is none', (told) => Object.assign(told.options, { x: 1 }), /no such option/],
    ['no mask', (told) => told.outputs.splice(0), /it names no mask/],
    ['no PET', (told) => told.inputs.splice(0), /it names no PET/],
    ['two PETs', (told) => told.inputs.push(told.inputs[0]!), /no role is expected twice/],
    ['no weights', (told) => Object.assign(told.model, { sha256: {} }), /it names no weights/],
    [
      'a NUL in a path',
      (told) => Object.assign(told.inputs[0]!, { path: 'a\0b' }),
      /inputs\.0\.path/,
    ],
  ])('is refused with %s, and nothing is written', async (_, change, message) => {
    const text = readFileSync(record, 'utf8');
    const told: Told = JSON.parse(text);
    change(told);
    writeFileSync(record, JSON.stringify(told));
    writeFileSync(mine, 'mine');
    const running = verifyRecord(record, true, silentLog);
    await expect(running).rejects.toThrow(InputError);
    await expect(running).rejects.toThrow(message);
    expect(readFileSync(mine, 'utf8')).toBe('mine');
    writeFileSync(record, text);
  });

  test('tells a fold that was added, and a file that is none any more', async () => {
    const text = readFileSync(record, 'utf8');
    const told: Told = JSON.parse(text);
    const { 0: _, ...others } = told.model.sha256;
    told.model.sha256 = others;
    told.inputs[0]!.bytes += 1;
    told.inputs[1]!.path = root;
    writeFileSync(record, JSON.stringify(told));
    expect(await verified()).toEqual([
      expect.stringMatching(/^pet: .* bytes, recorded are/),
      expect.stringMatching(/^ct: .* cannot be read/),
      expect.stringMatching(/^model: 0 in .* was not there/),
    ]);
    writeFileSync(record, text);
  });
});
