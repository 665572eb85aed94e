import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStudyTable } from '../../src/cohort/read-study-table.js';
import { InputError } from '../../src/errors.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const table = (name: string, text: string): string => {
  writeFileSync(join(root, name), text);
  return join(root, name);
};

test('by tabs, commas or semicolons, from the folder of the table', async () => {
  const expected = [
    { name: 'b 1', pet: join(root, 'x', 'p.mha'), ct: '/data/c.mha' },
    { name: 'a', pet: join(root, 'q.mha'), ct: null },
  ];
  const tsv = table(
    't.tsv',
    'study\tpet\tct\tage\nb 1\tx/p.mha\t/data/c.mha\t70\na\tq.mha\tn/a\t\n',
  );
  expect(await readStudyTable(tsv)).toEqual(expected);
  const csv = table('t.csv', '\ufeffct,participant_id,pet\n/data/c.mha,b 1,x/p.mha\n,a,q.mha\n\n');
  expect(await readStudyTable(csv)).toEqual(expected);
  const european = table('e.csv', 'study;pet;ct\r\nb 1;x/p.mha;/data/c.mha\r\na;q.mha;\r\n');
  expect(await readStudyTable(european)).toEqual(expected);
});

test.each([
  ['no study', 'study\tpet\tct\n', 'there is no study in it'],
  ['no PET', 'study\tct\na\tc.mha\n', 'study 1 of it: pet'],
  [
    'a name that leads elsewhere',
    'study\tpet\n../a\tp.mha\n',
    'no slash or control character in it',
  ],
  ['a NUL in a name', 'study\tpet\na\0\tp.mha\n', 'no slash or control character in it'],
  ['a NUL in a path', 'study\tpet\na\tp\0.mha\n', 'pet: a path without control characters'],
  ['a column twice', 'study\tpet\tpet\na\tp.mha\tq.mha\n', 'it has the column "pet" twice'],
  ['a name too long for a file', `study\tpet\n${'ä'.repeat(101)}\tp.mha\n`, 'at most 200 bytes'],
  ['a hidden name', 'study\tpet\n.a\tp.mha\n', 'no dot before it'],
  ['a name twice, but for case', 'study\tpet\na\tp.mha\nA\tq.mha\n', 'study A is in it twice'],
  ['a line too long', 'study\tpet\na\tp.mha\tc\n', 'is no table of studies'],
])('%s is refused', async (_, text, words) => {
  const path = table('refused.tsv', text);
  await expect(readStudyTable(path)).rejects.toThrow(InputError);
  await expect(readStudyTable(path)).rejects.toThrow(words);
});
