import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { UsageError } from '../../src/errors.js';
import { checkOutputs } from '../../src/files/check-outputs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
let made = 0;
const newFolder = (...files: readonly string[]): string => {
  made += 1;
  const folder = join(root, String(made));
  mkdirSync(folder);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), 'old');
  }
  return folder;
};

test('folders are made, and nothing else is there afterwards', async () => {
  const folder = newFolder('there.csv');
  await checkOutputs({
    outputs: ['a/b/mask.mha', 'a/report.json', 'there.csv'].map((path) => join(folder, path)),
    folders: [join(folder, 'c', 'model'), null],
    inputs: [join(folder, 'no-such.mha'), undefined],
  });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
    ['a', 'a/b', 'c', 'there.csv'].sort(),
  );
  expect(readFileSync(join(folder, 'there.csv'), 'utf8')).toBe('old');
});

test.each<[string, (folder: string) => Parameters<typeof checkOutputs>[0], RegExp]>([
  ['a folder', (f) => ({ outputs: [join(f, 'sub')] }), /sub is a folder\. Expected the name/],
  ['a folder, by a link', (f) => ({ outputs: [join(f, 'link')] }), /link is a folder/],
  ['a device', () => ({ outputs: ['/dev/null'] }), /\/dev\/null is no regular file/],
  ['a file for a folder', (f) => ({ outputs: [join(f, 'pet.mha', 'x')] }), /x cannot be written/],
  ['a name that is too long', (f) => ({ outputs: [join(f, 'x'.repeat(256))] }), /name is too long/],
  [
    'a long name of long letters',
    (f) => ({ outputs: [join(f, 'ä'.repeat(130))] }),
    /name is too long/,
  ],
  [
    'two outputs in one place',
    (f) => ({ outputs: [join(f, 'x'), join(f, 'sub', '..', 'x')] }),
    /x is the place of two outputs/,
  ],
  [
    'two, one by a linked folder',
    (f) => ({ outputs: [join(f, 'link', 'new', 'x'), join(f, 'sub', 'new', 'x')] }),
    /x is the place of two outputs/,
  ],
  [
    'an output within another',
    (f) => ({ outputs: [join(f, 'mask.mha', 'report.json'), join(f, 'mask.mha')] }),
    /report\.json is to be written into .*mask\.mha, which is an output itself/,
  ],
  [
    'an input',
    (f) => ({ outputs: [join(f, 'pet.mha')], inputs: [join(f, 'pet.mha')] }),
    /pet\.mha is an input/,
  ],
  [
    'an input that is a link to it',
    (f) => ({ outputs: [join(f, 'pet.mha')], inputs: [join(f, 'other.mha')] }),
    /other\.mha is an input/,
  ],
  [
    'a link to an input',
    (f) => ({ outputs: [join(f, 'other.mha')], inputs: [join(f, 'pet.mha')] }),
    /pet\.mha is an input/,
  ],
  [
    'an image in an input folder',
    (f) => ({ outputs: [join(f, 'pet.mha')], inputs: [f] }),
    /(pet|other)\.mha is an input/,
  ],
  ['a full folder', (f) => ({ folders: [f] }), /is not empty\. Choose a new folder/],
  [
    'a folder with more than earlier results',
    (f) => ({ folders: [f], replaced: ['pet.mha'] }),
    /is not empty\. Choose a new folder/,
  ],
  ['a file for a whole folder', (f) => ({ folders: [join(f, 'pet.mha')] }), /pet\.mha is a file/],
])('%s is refused', async (_, planned, message) => {
  const folder = newFolder('pet.mha', 'sub/inner');
  symlinkSync('sub', join(folder, 'link'));
  symlinkSync('pet.mha', join(folder, 'other.mha'));
  const before = readdirSync(folder, { recursive: true }).filter(
    (name) => !/(sub|link)\/new/.test(String(name)),
  );
  const checking = checkOutputs(planned(folder));
  await expect(checking).rejects.toThrow(UsageError);
  await expect(checking).rejects.toThrow(message);
  const after = readdirSync(folder, { recursive: true }).filter(
    (name) => !/(sub|link)\/new/.test(String(name)),
  );
  expect(after.sort()).toEqual(before.sort());
});

test('a folder of earlier results may be written', async () => {
  const folder = newFolder('a/sr.dcm');
  await checkOutputs({ folders: [join(folder, 'a')], replaced: ['seg.dcm', 'sr.dcm'] });
});

test('what lies beside the images of an input folder may be written', async () => {
  const folder = newFolder('a.mha', 'metrics.json');
  await checkOutputs({ outputs: [join(folder, 'metrics.json')], inputs: [folder] });
});

test('another name of the same content is another file: renaming onto it leaves this one', async () => {
  const folder = newFolder('pet.mha');
  linkSync(join(folder, 'pet.mha'), join(folder, 'copy.mha'));
  await checkOutputs({ outputs: [join(folder, 'copy.mha')], inputs: [join(folder, 'pet.mha')] });
});

test('an empty folder, and a link to one, may become a whole folder', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'empty'));
  symlinkSync('empty', join(folder, 'link'));
  await checkOutputs({ folders: [join(folder, 'empty')] });
  await checkOutputs({ folders: [join(folder, 'link')] });
});

test('a folder or file that is write-protected is refused', async () => {
  const folder = newFolder('protected.json', 'closed/inner');
  chmodSync(join(folder, 'protected.json'), 0o444);
  chmodSync(join(folder, 'closed'), 0o555);
  await asNobody(folder, async () => {
    for (const path of ['protected.json', 'closed/x.json', 'closed/new/x.json']) {
      const checking = checkOutputs({ outputs: [join(folder, path)] });
      await expect(checking).rejects.toThrow(UsageError);
      await expect(checking).rejects.toThrow(/cannot be written \(EACCES\): permission denied/);
    }
  });
});

/** Permissions do not hold for root, as which tests run in containers. */
async function asNobody(folder: string, work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work();
  const nobody = 65534;
  chmodSync(root, 0o755);
  chownSync(folder, nobody, nobody);
  chownSync(join(folder, 'protected.json'), nobody, nobody);
  process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

test('of any outputs and inputs, refused are just those of which two are one file', async () => {
  const folder = newFolder('a/pet.mha', 'b/c/ct.mha');
  symlinkSync(join('b', 'c'), join(folder, 'to-c'));
  symlinkSync(join('..', 'a'), join(folder, 'b', 'to-a'));
  symlinkSync(join('..', 'a', 'pet.mha'), join(folder, 'b', 'pet.mha'));
  const folders = ['', 'a', 'b', 'b/c', 'to-c', 'b/to-a', 'b/c/..', 'new', 'new/deep'];
  const paths = fc
    .tuple(fc.constantFrom(...folders), fc.constantFrom('pet.mha', 'ct.mha', 'x', 'y'))
    .map(([place, name]) => join(folder, place, '.', name));
  await fc.assert(
    fc.asyncProperty(
      fc.array(paths, { minLength: 1, maxLength: 3 }),
      fc.array(paths, { maxLength: 3 }),
      async (outputs, inputs) => {
        rmSync(join(folder, 'new'), { recursive: true, force: true });
        const real = (path: string): string =>
          existsSync(path)
            ? realpathSync(path)
            : dirname(path) === path
              ? path
              : join(real(dirname(path)), basename(path));
        const written = outputs.map(real);
        const isClash =
          new Set(written).size < written.length ||
          inputs.some((path) => written.includes(real(path)));
        const refusal = await checkOutputs({ outputs, inputs }).then(
          () => null,
          (error: unknown) => error,
        );
        expect(refusal === null ? 'taken' : (refusal as Error).name).toBe(
          isClash ? 'UsageError' : 'taken',
        );
      },
    ),
  );
});
