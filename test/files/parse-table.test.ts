import fc from 'fast-check';
import { InputError } from '../../src/errors.js';
import { parseTable } from '../../src/files/parse-table.js';

describe('what separates the headings separates all', () => {
  test.each([
    ['commas', 'a,b\n1;2,3\t4\n', { a: '1;2', b: '3\t4' }],
    ['semicolons, with decimal commas', 'a;b\n1,5;2,5\n', { a: '1,5', b: '2,5' }],
    ['tabs', 'a\tb\n1,5\t2;5\n', { a: '1,5', b: '2;5' }],
    ['others within quotes of a heading', '"a;;x",b\n1,2\n', { 'a;;x': '1', b: '2' }],
    ['empty lines before', '\n\r\na;b\n1;2\n', { a: '1', b: '2' }],
    ['a first heading that is empty', '\tb\n1\t2\n', { '': '1', b: '2' }],
    ['one column', 'a\n1\n', { a: '1' }],
    ['names that objects have', '__proto__,toString\n1,2\n', { ['__proto__']: '1', toString: '2' }],
  ])('%s', (_, text, row) => {
    expect(parseTable(text).map((each) => Object.entries(each))).toEqual([Object.entries(row)]);
  });

  test('whatever the line ends, and whatever is in quotes', () => {
    const cell = fc.string({ minLength: 1 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }),
        (delimiter, end, rows) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const lines = [['x', 'y'].join(delimiter)].concat(
            rows.map((row) => row.map(quoted).join(delimiter)),
          );
          const found = parseTable(lines.join(end)).map(({ x, y }) => [x, y]);
          expect(found).toEqual(rows);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['a heading twice', 'a,a\n1,2\n', /"a" twice/],
  ['a line too short', 'a,b\n1\n', /Length/],
  ['a quote that does not end', 'a,b\n"1,2\n', /Quote/],
  ['a quote in a cell', 'a,b\n6" x,2\n', /Quote/],
])('%s is refused', (_, text, message) => {
  expect(() => parseTable(text)).toThrow(InputError);
  expect(() => parseTable(text)).toThrow(message);
});

test('a ragged one is taken where that is asked for', () => {
  expect(parseTable('a\tb\n6\' 2"\n1\t2\t3\n', true)).toEqual([
    { a: '6\' 2"' },
    { a: '1', b: '2' },
  ]);
});
