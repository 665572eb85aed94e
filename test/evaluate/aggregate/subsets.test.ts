import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../src/errors.js';
import { readGrouping } from '../../../src/evaluate/aggregate/subsets.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();

function csv(text: string | Uint8Array): string {
  const path = join(root, 'subsets.csv');
  writeFileSync(path, text);
  return path;
}

test.each([
  ['commas', 'case,tracer\na,FDG\nb,PSMA\n'],
  [
    'file names, semicolons and a byte order mark',
    '\ufeffcase;tracer\r\na.nii.gz;FDG\r\nb.mha;PSMA\r\n',
  ],
  ['tabs, quotes, blanks and empty lines', 'case\ttracer\n\n"a"\t "FDG"\nb\tPSMA \n'],
  ['another heading, in front', 'study,tracer\na,FDG\nb,PSMA\nc,FDG\n'],
  ['the case column elsewhere', 'tracer,Case\nFDG,a\nPSMA,b\n'],
])('reads %s', async (_, text) => {
  const { column, groupOf } = await readGrouping(csv(text), null, ['a', 'b']);
  expect(column).toBe('tracer');
  expect([groupOf.get('a'), groupOf.get('b')]).toEqual(['FDG', 'PSMA']);
});

const accented = 'case;tracer\r\na;müller\r\n';

test.each([
  ['Latin-1', Buffer.from(accented, 'latin1')],
  ['UTF-16 without a mark', Buffer.from(accented, 'utf16le')],
  ['UTF-8', Buffer.from(accented)],
])('reads %s', async (_, bytes) => {
  expect((await readGrouping(csv(bytes), null, ['a'])).groupOf.get('a')).toBe('müller');
});

test('knows a case in the other form of Unicode', async () => {
  const path = csv(`case,tracer\n${'müller'.normalize('NFD')},FDG\n`);
  expect((await readGrouping(path, null, ['müller'])).groupOf.get('müller')).toBe('FDG');
});

test('takes the column that is asked for', async () => {
  const path = csv('case,tracer,centre\na,FDG,UKT\n');
  expect((await readGrouping(path, 'centre', ['a'])).groupOf.get('a')).toBe('UKT');
});

test.each([
  ['a case that is not listed', 'case,tracer\na,FDG\n', null, /gives no tracer for 1 case\(s\): b/],
  ['an empty group', 'case,tracer\na,FDG\nb,\n', null, /gives no tracer for 1 case\(s\): b/],
  ['a case in two groups', 'case,tracer\na,FDG\na,PSMA\nb,FDG\n', null, /names case "a" twice/],
  [
    'several columns',
    'case,tracer,centre\na,F,U\nb,F,U\n',
    null,
    /2 columns.*tracer, centre.*--subset-column/,
  ],
  ['no group column', 'case\na\nb\n', null, /0 columns/],
  ['an unknown column', 'case,tracer\na,F\nb,F\n', 'centre', /no column "centre".*tracer/],
  ['ragged lines', 'case,tracer\na\nb,F\n', null, /not a CSV table/],
  ['a column twice', 'case,tracer,tracer\na,F,G\nb,F,G\n', null, /column "tracer" twice/],
  ['an empty file', '', null, /0 columns/],
])('refuses %s', async (_, text, column, message) => {
  const reading = readGrouping(csv(text), column, ['a', 'b']);
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(message);
});

test('refuses a file that is not there', async () => {
  await expect(readGrouping(join(root, 'none.csv'), null, [])).rejects.toThrow(InputError);
});
