import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { makeModel } from '../../support/make-model.js';
import { makeStudy } from '../../support/make-study.js';
import { runNode } from '../../support/run-node.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const study = makeStudy(root);
const socket = 'images/automated-petct-lesion-segmentation';
let model = '';
let made = 0;

beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
});

/** An input folder as the platform lays it out, and an empty output folder beside it. */
function platform(files: { pet: readonly string[]; ct: readonly string[] }) {
  made += 1;
  const input = join(root, `job${made}`, 'input');
  const output = join(root, `job${made}`, 'output');
  for (const kind of ['pet', 'ct'] as const) {
    mkdirSync(join(input, 'images', kind), { recursive: true });
    for (const name of files[kind]) {
      copyFileSync(study[`${kind}Path`], join(input, 'images', kind, name));
    }
  }
  mkdirSync(output);
  return { input, output };
}

function run(input: string, output: string, more: Record<string, string> = {}) {
  const environment = { AUTOPET_INPUT: input, AUTOPET_OUTPUT: output, AUTOPET_MODEL: model };
  return runNode('main.js', [], { ...environment, ...more });
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

test('the mask is named after the CT, alone in its folder, and stdout is JSON lines', async () => {
  const { input, output } = platform({ pet: ['a-pet-uuid.mha'], ct: ['b-ct-uuid.mha'] });
  const { code, stdout, stderr } = await run(input, output);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(filesBelow(output)).toEqual(['b-ct-uuid.mha']);
  const mask = await readVolume(join(output, socket, 'b-ct-uuid.mha'));
  const expected = Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0));
  expect(mask).toEqual({ ...study.pet, data: expected });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toMatchObject({ level: 'info', report: { lesions: { count: 1 } } });
});

test('the input folder may be a symbolic link, and other files in it do not count', async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  writeFileSync(join(input, 'images', 'pet', 'readme.txt'), '');
  writeFileSync(join(input, 'images', 'ct', '.hidden.mha'), '');
  const link = join(root, 'link');
  symlinkSync(input, link);
  const { code } = await run(link, output);
  expect(code).toBe(0);
  expect(filesBelow(output)).toEqual(['c.mha']);
});

test.each([
  ['no PET', { pet: [], ct: ['c.mha'] }, /exactly one PET in .* found no image/],
  ['two CTs', { pet: ['p.mha'], ct: ['a.mha', 'b.mha'] }, /exactly one CT .* found a\.mha, b\.mha/],
])('%s: exit code 2, a line that says it, no output', async (_, files, message) => {
  const { input, output } = platform(files);
  const { code, lastError } = await run(input, output);
  expect(code).toBe(2);
  expect(lastError).toMatch(message);
  expect(filesBelow(output)).toEqual([]);
});

test('an image that is damaged: exit code 2 and no output', async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  writeFileSync(join(input, 'images', 'pet', 'p.mha'), 'no image\n');
  const { code, lastError } = await run(input, output);
  expect(code).toBe(2);
  expect(lastError).toMatch(/^autopet: .*p\.mha is not a MetaImage/);
  expect(filesBelow(output)).toEqual([]);
});

test('a model that cannot be used: exit code 3 and no output', async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  const { code, lastError } = await run(input, output, { AUTOPET_MODEL: input });
  expect(code).toBe(3);
  expect(lastError).toMatch(/is not a model folder/);
  expect(filesBelow(output)).toEqual([]);
});

test('a time limit that is none: exit code 2', async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  const { code, lastError } = await run(input, output, { AUTOPET_TIME_LIMIT: 'soon' });
  expect(code).toBe(2);
  expect(lastError).toMatch(/AUTOPET_TIME_LIMIT is "soon"/);
});

test('a file of clicks chooses the socket of editions IV and V, and fails no case', async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  writeFileSync(join(input, 'lesion-clicks.json'), '{}');
  const { code, stdout } = await run(input, output);
  expect(code).toBe(0);
  expect(readdirSync(join(output, 'images'))).toEqual(['tumor-lesion-segmentation']);
  expect(stdout).toMatch(
    /lesion-clicks\.json is not a file of clicks.* The case is taken without clicks\./,
  );
});

test("the model's settings hold, and environment variables go before them", async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  const container = { output_socket: 'of-the-model', data_centric: true, time_limit: 900 };
  const own = await makeModel(join(root, 'own'), { modelJson: { container } });
  const { code } = await run(input, output, {
    AUTOPET_MODEL: own,
    AUTOPET_OUTPUT_SOCKET: 'of-the-environment',
  });
  expect(code).toBe(0);
  expect(readdirSync(join(output, 'images'))).toEqual(['of-the-environment']);
  expect(readFileSync(join(output, 'data-centric-model.json'), 'utf8')).toBe('true\n');
});

test('settings of the model that cannot be: exit code 3', async () => {
  const { input, output } = platform({ pet: ['p.mha'], ct: ['c.mha'] });
  const own = await makeModel(join(root, 'wrong'), {
    modelJson: { container: { output_socket: '../up' } },
  });
  const { code, lastError } = await run(input, output, { AUTOPET_MODEL: own });
  expect(code).toBe(3);
  expect(lastError).toMatch(/model\.json .*container\.output_socket: expected a socket slug/);
});
