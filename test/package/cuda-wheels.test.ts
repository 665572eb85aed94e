import { readFileSync } from 'node:fs';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const wheels = read('docker/cuda-wheels.txt')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** A provider works with the onnxruntime of its own release only. */
test('the CUDA provider is of the release of onnxruntime-node, exactly', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const { version } = packages['node_modules/onnxruntime-node'];
  expect(JSON.parse(read('package.json')).dependencies['onnxruntime-node']).toBe(version);
  expect(wheels).toContainEqual(expect.stringMatching(`^onnxruntime-gpu==${version} `));
});

test('every wheel is pinned by version and sha256', () => {
  expect(wheels).toHaveLength(7);
  for (const wheel of wheels) {
    expect(wheel).toMatch(/^[a-z0-9-]+==[0-9.]+ +--hash=sha256:[0-9a-f]{64}$/);
  }
});
