import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVolume } from '../../src/image/read/read-volume.js';
import { interact } from '../../src/interact/interact.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeMha } from '../support/write-mha.js';

const kit = fileURLToPath(new URL('../parity/click-kits/cones', import.meta.url));
const root = temporaryFolder();
const folder = (name: string) => join(root, name);
const clicksAt = (output: string, iteration: number, name: string) =>
  JSON.parse(readFileSync(join(output, `clicks/iteration_${iteration}/${name}.json`), 'utf8'))
    .points as { point: number[]; name: string }[];

beforeAll(async () => {
  for (const name of ['pet', 'ct', 'references']) mkdirSync(folder(name));
  const reference = await readVolume(join(kit, 'seven/expected.mha'));
  for (const name of ['a', 'b']) {
    for (const kind of ['pet', 'ct'])
      copyFileSync(join(kit, `${kind}.mha`), folder(`${kind}/${name}.mha`));
  }
  // What the model finds, grown by a voxel along x; and a study without lesions.
  const data = Uint8Array.from(reference.data, (value, i) => value || (reference.data[i + 1] ?? 0));
  writeMha(folder('references/a.mha'), { ...reference, data });
  writeMha(folder('references/b.mha'), { ...reference, data: new Uint8Array(data.length) });
});

const given = { pet: folder('pet'), ct: folder('ct'), references: folder('references') };

test("edition V's loop: scribbles gather, masks and metrics are written", async () => {
  const output = folder('session');
  const { results, settings } = await interact({
    ...given,
    ...{ output, model: join(kit, 'model'), device: 'cpu', tta: 'none', iterations: 3 },
  });
  expect(settings.iterations).toBe(3);
  expect(readdirSync(output).sort()).toEqual([
    'clicks',
    'iteration_0',
    'iteration_1',
    'iteration_2',
    'metrics.json',
    'report.html',
  ]);
  expect(clicksAt(output, 0, 'a')).toEqual([]);
  const [first, second] = [clicksAt(output, 1, 'a'), clicksAt(output, 2, 'a')];
  expect(first.length).toBeGreaterThan(0);
  expect(second.length).toBeGreaterThan(first.length);
  for (const click of first) expect(second).toContainEqual(click);
  // Whatever is found in a study without lesions is too much.
  expect(clicksAt(output, 1, 'b').every(({ name }) => name === 'background')).toBe(true);
  expect(results.map(({ dice }) => dice.length)).toEqual([3, 3]);
  expect(JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8')).results).toEqual(results);
});

test("edition IV's steps against a container: names change, clicks come one by one", async () => {
  const [input, shown, output] = [folder('input'), folder('output'), folder('steps')];
  const seen: string[] = [];
  const mask = join(shown, 'images/tumor-lesion-segmentation');
  mkdirSync(mask, { recursive: true });
  const server = createServer((request, response) => {
    const [pet] = readdirSync(join(input, 'images/pet'));
    const { points } = JSON.parse(readFileSync(join(input, 'lesion-clicks.json'), 'utf8'));
    seen.push(`${request.method} ${request.url} ${pet} ${points.length}`);
    copyFileSync(join(kit, 'none/expected.mha'), join(mask, 'm.mha'));
    response.writeHead(201);
    response.end(
      JSON.stringify({ files: [join('/output/images/tumor-lesion-segmentation/m.mha')] }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await interact({
      ...{ ...given, output, edition: 'IV', iterations: 3 },
      server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ serverInput: input, serverOutput: shown },
    });
  } finally {
    server.close();
  }
  expect(seen[0]).toBe('POST /invoke call-1-pet.mha 0');
  expect(seen[2]).toBe('POST /invoke call-3-pet.mha 4');
  expect(seen).toHaveLength(6);
  expect(existsSync(join(output, 'iteration_2', 'a.mha'))).toBe(true);
  expect(readdirSync(join(input, 'images/pet'))).toEqual([]);
  expect(clicksAt(output, 1, 'a').map(({ name }) => name)).toEqual(['tumor', 'background']);
});

test('a case without a CT, and a server without its folders, are refused', async () => {
  mkdirSync(folder('few'));
  writeFileSync(folder('few/readme.txt'), basename(kit));
  copyFileSync(join(kit, 'ct.mha'), folder('few/a.mha'));
  await expect(interact({ ...given, ct: folder('few'), output: folder('x') })).rejects.toThrow(
    'no CT for 1 case(s): b',
  );
  await expect(
    interact({ ...given, output: folder('y'), server: 'http://127.0.0.1:1' }),
  ).rejects.toThrow('--server-input');
});
