// Checks what npm packed, in the folder where it was installed or unpacked:
//   node test/package/check-contents.mjs PACKAGE_ROOT
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = process.argv[2];
if (root === undefined) throw new Error('usage: node check-contents.mjs PACKAGE_ROOT');

const files = new Set(
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => normalize(join(entry.parentPath, entry.name)).slice(normalize(root).length))
    .map((path) => path.replace(/^[\\/]/, '').replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('node_modules/')),
);
const { bin, exports: entries } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const compiled = [...files].filter((file) => /^src\/.*(?<!\.d)\.ts$/.test(file));
const needed = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'weights/plans.json',
  'weights/dataset.json',
  'weights/model.json',
  'weights/MODEL_CARD.md',
  'weights/fold_0/checkpoint_final.onnx',
  'cluster/nextflow/main.nf',
  'cluster/nextflow/nextflow.config',
  'dist/main.js',
  'dist/evaluation-main.js',
  ...Object.values(bin),
  ...Object.values(entries).flatMap((entry) =>
    (typeof entry === 'string' ? [entry] : Object.values(entry)).map(normalize),
  ),
  ...compiled.flatMap((source) => {
    const built = source.replace(/^src\//, 'dist/').replace(/\.ts$/, '');
    return [`${built}.js`, `${built}.d.ts`];
  }),
];
const wrong = [
  ...needed.filter((file) => !files.has(file)).map((file) => `${file} is missing`),
  ...[...files].filter(isForeign).map((file) => `${file} does not belong into the package`),
  ...[...files].filter(isStale).map((file) => `${file} is left over from an earlier build`),
  ...[...files].filter((file) => file.endsWith('.map')).flatMap(dangling),
];
if (compiled.length === 0) wrong.push('src/ is missing: the source maps point to it');
for (const complaint of wrong) process.stderr.write(`${complaint}\n`);
if (wrong.length > 0) process.exit(1);
process.stdout.write(`${files.size} files, all of them meant to be there\n`);

function isForeign(file) {
  const known =
    /^(dist|src|weights|docs|cluster)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
  return (
    !known.test(file) || /\.test\.|(^|\/)(test|fixtures|node_modules)\/|tsbuildinfo/.test(file)
  );
}

/** Built from a source that is no more. */
function isStale(file) {
  const built = /^dist\/(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(file);
  return built !== null && !files.has(`src/${built[1]}.ts`);
}

function dangling(map) {
  const { sources } = JSON.parse(readFileSync(join(root, map), 'utf8'));
  return sources
    .filter((source) => !existsSync(join(root, dirname(map), source)))
    .map((source) => `${map} points to ${source}, which is not there`);
}
