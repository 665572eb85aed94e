import { readFileSync } from 'node:fs';

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));

/**
 * The install script of onnxruntime-node fetches CUDA libraries from outside the npm registry, and fails
 * where that cannot be reached. Older npm runs it where package-lock.json says that there is one.
 */
test('npm ci does not run the install script of onnxruntime-node', () => {
  const { packages } = read('package-lock.json');
  const paths = Object.keys(packages).filter((path) => path.endsWith('/onnxruntime-node'));
  expect(paths).toEqual(['node_modules/onnxruntime-node']);
  // After an update of onnxruntime-node: take the line "hasInstallScript" out of its entry.
  expect(packages['node_modules/onnxruntime-node'].hasInstallScript).toBeUndefined();
});

test('newer npm is told of every install script there is', () => {
  const { packages } = read('package-lock.json');
  const withScripts = Object.entries<{ hasInstallScript?: boolean }>(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(Object.keys(read('package.json').allowScripts).sort()).toEqual(
    ['onnxruntime-node', ...withScripts].sort(),
  );
});
