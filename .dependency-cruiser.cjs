// The order of the house. `scripts/check-structure.mjs` reads it, `npm run lint` runs that;
// why and how: docs/decisions/0016-structure-is-checked.md.

/**
 * The wings, lowest first. A wing is the folder src/<name>/ or the file src/<name>.ts, or both.
 * It may import from every line above its own, and from no wing beside it.
 */
const layers = [
  ['errors', 'log', 'version'],
  ['array'],
  ['files'],
  ['process'],
  ['options'],
  ['runtime', 'image'],
  ['nnunet'],
  ['lesions', 'suv'],
  ['picture'],
  ['dicom', 'page'],
  ['segment'],
  ['phantom', 'evaluate', 'record'],
  ['cohort', 'interact'],
  ['container', 'compare'],
  ['cli'],
  ['index', 'main', 'evaluation-main'],
];

/** Wings that may import from one beside them. */
const alsoFrom = {
  log: ['errors'],
};

/** Wings that may import from less than every line above their own. */
const onlyFrom = {
  array: ['errors', 'log'],
  files: ['errors', 'log', 'array'],
  nnunet: ['errors', 'log', 'version', 'array', 'files', 'runtime'],
  lesions: ['errors', 'log', 'array', 'image'],
  suv: ['errors', 'log', 'files', 'options'],
};

/** Packages, by how their names begin, that one wing has to itself. */
const packagesOf = {
  runtime: ['onnxruntime'],
  image: ['itk-wasm', '@itk-wasm/'],
  dicom: ['dcmjs', 'dicom', 'daikon', 'dwv', '@cornerstonejs/', 'jpeg-lossless-decoder-js'],
};

const either = (patterns) => `(?:${patterns.join('|')})`;
const wings = (names) => `^src/${either(names)}(?:/|[.]ts$)`;
const packages = (names) => `(?:^|node_modules/|@types/)${either(names)}`;
const all = layers.flat();

const mayImport = (wing) => {
  const at = layers.findIndex((layer) => layer.includes(wing));
  const below = onlyFrom[wing] ?? layers.slice(0, at).flat();
  return [wing, ...below, ...(alsoFrom[wing] ?? [])];
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circle-of-files',
      comment: 'Two files need each other: one of them holds something that belongs elsewhere.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-lost-import',
      comment: 'An import that is not followed would be missing from every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^[.]' },
    },
    {
      name: 'every-wing-is-listed',
      comment: 'A new wing takes its place in `layers` of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^src/', pathNot: wings(all) },
      to: { path: '^src/' },
    },
    {
      name: 'every-wing-is-listed',
      comment: 'A new wing takes its place in `layers` of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: wings(all) },
      to: { path: '^src/', pathNot: wings(all) },
    },
    ...all.map((wing) => ({
      name: `${wing}-imports-from-below`,
      comment: `${wing} may import from: ${mayImport(wing).slice(1).join(', ') || 'nothing of ours'}.`,
      severity: 'error',
      from: { path: wings([wing]) },
      to: { path: wings(all), pathNot: wings(mayImport(wing)) },
    })),
    ...Object.entries(packagesOf).map(([wing, names]) => ({
      name: `packages-of-${wing}`,
      comment: `Only src/${wing}/ imports these packages; the others ask ${wing}.`,
      severity: 'error',
      from: { path: '^src/', pathNot: wings([wing]) },
      to: { path: packages(names) },
    })),
  ],
  options: {
    // TypeScript 7 has no JavaScript API; without a parser that reads types, dependency-cruiser
    // falls back to one that drops some type-only imports, and says nothing.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
  },
};
