import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './support/temporary-folder.js';

const script = fileURLToPath(new URL('../scripts/check-structure.mjs', import.meta.url));
const folder = temporaryFolder();

type Tree = Readonly<Record<string, string>>;

const clean: Tree = {
  'src/errors.ts': 'export class InputError extends Error {}',
  'src/log.ts': "import type { InputError } from './errors.js'; export type Line = InputError;",
  'src/array/grid.ts': 'export type Grid = readonly number[];',
  'src/image/volume.ts': "import type { Grid } from '../array/grid.js'; export type Volume = Grid;",
  'src/image/read.ts': "export const read = () => import('@itk-wasm/image-io');",
  'src/runtime/run.ts': "import type { Tensor } from 'onnxruntime-node'; export type Out = Tensor;",
  'src/segment/study/read-study.ts':
    "import type { Volume } from '../../image/volume.js'; export type Study = Volume;",
  'src/segment/segment.ts': "export type { Study } from './study/read-study.js';",
  'src/cli/segment.ts':
    "import type { Study } from '../segment/segment.js'; export type A = Study;",
  'src/cli.ts': "export type * from './cli/segment.js';",
  'src/index.ts': "export * from './errors.js'; export type * from './segment/segment.js';",
};

/** Files planted into the clean tree, and what is complained of. */
const circlesOfFiles = {
  'src/array/a.ts': "import type { B } from './b.js'; export type A = B[];",
  'src/array/b.ts': "import { type A } from './a.js'; export type B = { a?: A };",
  'src/files/a.ts': "export type * from './b.js'; export type A = 1;",
  'src/files/b.ts': "import type { A } from './a.js'; export type B = A;",
};
const fileComplaints = [
  'no-circle-of-files: src/array/a.ts → src/array/b.ts',
  'no-circle-of-files: src/array/b.ts → src/array/a.ts',
  'no-circle-of-files: src/files/a.ts → src/files/b.ts',
  'no-circle-of-files: src/files/b.ts → src/files/a.ts',
];

const circlesOfRooms = {
  // Two folders deep in the house, where no two files form a circle.
  'src/segment/predict/a.ts': "import type { B } from '../memory/b.js'; export type A = B;",
  'src/segment/memory/b.ts': 'export type B = 1;',
  'src/segment/memory/c.ts': "export type * from '../predict/d.js';",
  'src/segment/predict/d.ts': 'export type D = 1;',
  // A folder and one inside it.
  'src/segment/study/a.ts': "import { type E } from '../e.js'; export type A = E;",
  'src/segment/e.ts': 'export type E = 1;',
};
const roomComplaints = [
  'no-circle-of-rooms: src/segment/predict → src/segment/memory → src/segment/predict',
  'no-circle-of-rooms: src/segment/study → src/segment → src/segment/study',
];

const hiddenImport = {
  'src/array/a.ts': "export type A = readonly import('./grid.js').Grid[];",
};
const hiddenComplaints = [
  "no-hidden-import: src/array/a.ts names a type by import('./grid.js'); use import type … from",
];

const wrongWays = {
  'src/segment/a.ts': "import type { Tensor } from 'onnxruntime-node'; export type A = Tensor;",
  'src/segment/b.ts': "export const b = () => import('itk-wasm');",
  'src/image/a.ts': "import dcmjs from 'dcmjs'; export const a = dcmjs;",
  'src/image/b.ts': "export type { Out } from '../runtime/run.js';",
  'src/array/a.ts': "import { type Mode } from '../segment/clicks/mode.js'; export type A = Mode;",
  'src/array/b.ts': "export type * from '../files/ending.js';",
  'src/array/c.ts': "export type { Gone } from './gone.js';",
  'src/segment/clicks/mode.ts': 'export type Mode = 1;',
  'src/files/ending.ts': 'export type Ending = 1;',
  'src/attic/a.ts': "export * from '../errors.js';",
  'src/cli/attic.ts': "export * from '../attic/a.js';",
};
const wrongWayComplaints = [
  'array-imports-from-below: src/array/a.ts → src/segment/clicks/mode.ts',
  'array-imports-from-below: src/array/b.ts → src/files/ending.ts',
  'every-wing-is-listed: src/attic/a.ts → src/errors.ts',
  'every-wing-is-listed: src/cli/attic.ts → src/attic/a.ts',
  'image-imports-from-below: src/image/b.ts → src/runtime/run.ts',
  'no-lost-import: src/array/c.ts → ./gone.js',
  'packages-of-dicom: src/image/a.ts → dcmjs',
  'packages-of-image: src/segment/b.ts → itk-wasm',
  'packages-of-runtime: src/segment/a.ts → onnxruntime-node',
];

test.concurrent.each<[string, Tree, readonly string[]]>([
  ['nothing in a tree that keeps the rules', {}, []],
  ['circles of files made of types alone', circlesOfFiles, fileComplaints],
  ['circles of folders made of types alone', circlesOfRooms, roomComplaints],
  ['a type named by import()', hiddenImport, hiddenComplaints],
  ['imports that the wings forbid', wrongWays, wrongWayComplaints],
])('check-structure finds %s', async (_, planted, expected) => {
  const { code, complaints } = await check({ ...clean, ...planted });
  expect(complaints).toEqual(expected);
  expect(code).toBe(expected.length === 0 ? 0 : 1);
});

function check(tree: Tree): Promise<{ code: number | null; complaints: string[] }> {
  const cwd = mkdtempSync(join(folder, 'tree-'));
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), `${text}\n`);
  }
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [script], { cwd }, (_, stdout, stderr) => {
      if (stderr !== '') {
        reject(new Error(stderr));
        return;
      }
      const complaints = [...stdout.matchAll(/^ {2}error (.*)$/gm)].map(
        ([, complaint]) => complaint!,
      );
      resolve({ code: child.exitCode, complaints: complaints.sort() });
    });
  });
}
