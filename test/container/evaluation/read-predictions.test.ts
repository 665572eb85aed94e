import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPredictions } from '../../../src/container/evaluation/read-predictions.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const path = join(folder, 'predictions.json');
const read = (content: unknown) => {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readPredictions(path);
};

const image = (slug: string, name: string | null, key = 'interface') => ({
  file: null,
  image: name === null ? null : { name, pk: 'x' },
  value: null,
  [key]: { slug, kind: 'Image', super_kind: 'Image', relative_path: `images/${slug}`, pk: 7 },
});
const job = { pk: 'a-1', status: 'Succeeded', inputs: [image('pet', 'c.mha')], outputs: [] };

test('takes images of jobs and leaves other values aside', async () => {
  const clicks = {
    interface: { slug: 'clicks', super_kind: 'File', relative_path: 'clicks.json' },
    image: null,
    value: [],
  };
  const outputs = [image('mask', null), clicks];
  expect(await read([{ ...job, outputs, started_at: null }])).toEqual([
    {
      pk: 'a-1',
      status: 'Succeeded',
      inputs: [{ slug: 'pet', relativePath: 'images/pet', name: 'c.mha' }],
      outputs: [{ slug: 'mask', relativePath: 'images/mask', name: null }],
    },
  ]);
});

test('a value may call its socket so', async () => {
  const [read1] = await read([{ ...job, inputs: [image('pet', 'c.mha', 'socket')] }]);
  expect(read1!.inputs).toEqual([{ slug: 'pet', relativePath: 'images/pet', name: 'c.mha' }]);
});

test.each([
  ['not JSON', '[{', /is not JSON/],
  ['no list', { jobs: [] }, /the top level/],
  ['an empty list', [], /lists no job/],
  ['a job without status', [{ ...job, status: undefined }], /0\.status/],
  ['a value without socket', [{ ...job, inputs: [{ image: null }] }], /0\.inputs\.0.*interface/],
  ['a job that leads elsewhere', [{ ...job, pk: '../other' }], /0\.pk.*name of a folder/],
  [
    'a path that leads elsewhere',
    [{ ...job, outputs: [{ interface: { slug: 'a', relative_path: 'images/../../b' } }] }],
    /relative_path.*below its folder/,
  ],
])('%s is refused', async (_, content, message) => {
  await expect(read(content)).rejects.toThrow(message);
});

test('a missing file is named', async () => {
  await expect(readPredictions(join(folder, 'none.json'))).rejects.toThrow(/none\.json cannot be/);
});
