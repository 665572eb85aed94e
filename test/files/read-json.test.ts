import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import { InputError, ModelError } from '../../src/errors.js';
import { type JsonRules, parseJson } from '../../src/files/parse-json.js';
import { readJson, readJsonIfThere } from '../../src/files/read-json.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const path = join(folder, 'some.json');
const schema = z.object({ name: z.string(), spacing: z.array(z.number()).optional() });
const rules: JsonRules = { Refused: ModelError, expected: 'a list of names', advice: 'Write one.' };
const read = (content: string | Uint8Array) => {
  writeFileSync(path, content);
  return readJson(path, schema, rules);
};

const text = '{"name": "Jörg ☢ 𝔸"}';
const utf16le = (marked: string) => Buffer.from(marked, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16, little endian', utf16le(`\ufeff${text}`)],
  ['UTF-16, big endian', utf16le(`\ufeff${text}`).swap16()],
  ['UTF-16, little endian, without a mark', utf16le(text)],
  ['UTF-16, big endian, without a mark', utf16le(text).swap16()],
])('%s is read', async (_, bytes) => {
  expect(await read(bytes)).toEqual({ name: 'Jörg ☢ 𝔸' });
});

test('what is no UTF-8 is taken for Latin-1', async () => {
  expect(await read(Buffer.from('{"name": "Jörg"}', 'latin1'))).toEqual({ name: 'Jörg' });
});

test.each([
  ['no JSON', '{"name": ', /some\.json is not JSON \(.+\)\. Write one\.$/],
  ['an empty file', '', /some\.json is not JSON/],
  [
    'another form',
    '{"name": 7}',
    /some\.json is not a list of names: name: .*string.*\. Write one/,
  ],
  ['a key that would be lost', '{"name": "a", "__proto__": {}}', /a key "__proto__"/],
  ['a deep fault', '{"name": "a", "spacing": [1, "2"]}', /names: spacing\.1: /],
  ['another top level', '[]', /names: the top level: /],
  ['NaN, unless asked for', '{"name": "a", "spacing": [NaN]}', /is not JSON/],
])('%s is refused, with where and what to do', async (_, content, message) => {
  await expect(read(content)).rejects.toThrow(ModelError);
  await expect(read(content)).rejects.toThrow(message);
});

test('what is wrong with a file that cannot be read, in the class that was asked for', async () => {
  const none = join(folder, 'none.json');
  const asInput = { ...rules, Refused: InputError };
  await expect(readJson(none, schema, asInput)).rejects.toThrow(InputError);
  await expect(readJson(none, schema, rules)).rejects.toThrow(
    /none\.json cannot be read \(ENOENT\): it does not exist/,
  );
  expect(await readJsonIfThere(none, schema, rules)).toBeNull();
  mkdirSync(join(folder, 'folder.json'));
  const inPlace = readJsonIfThere(join(folder, 'folder.json'), schema, rules);
  await expect(inPlace).rejects.toThrow(/\(EISDIR\): it is a folder/);
});

const bare = { ...rules, takesBareNumbers: true };
const parse = (content: string) => parseJson('it', content, z.unknown(), bare);

test("Python's bare NaN and Infinity become null, in strings they stay", () => {
  expect(parse('[NaN,-Infinity, Infinity ,{"a":NaN}]')).toEqual([null, null, null, { a: null }]);
  expect(parse(String.raw`{"NaN": "a\", NaN, \\", "x": NaN}`)).toEqual({
    NaN: 'a", NaN, \\',
    x: null,
  });
  expect(() => parse('[nNaN]')).toThrow(/not JSON/);
  expect(() => parse('{NaN: 1}')).toThrow(/not JSON/);
});

test('all that JSON can say comes back as it was, however much it looks like a number', () => {
  const strings = fc.string({
    unit: fc.constantFrom('"', '\\', 'NaN', '-Infinity', ',', '[', 'ä'),
  });
  const hasPrototype = (value: unknown): boolean => JSON.stringify(value).includes('__proto__');
  const values = fc.jsonValue({ stringUnit: 'binary' }).filter((value) => !hasPrototype(value));
  fc.assert(
    fc.property(fc.array(strings), values, (some, value) => {
      const content = JSON.stringify([
        some,
        value,
        Object.fromEntries(some.map((key) => [key, key])),
      ]);
      expect(parse(content)).toEqual(JSON.parse(content));
    }),
  );
});

test('the time grows with the length of a text, not with its square', () => {
  // 4 MB each: with a look behind at every comma and blank this took hours.
  for (const filler of [' '.repeat(2 ** 22), '\\"'.repeat(2 ** 21), '"'.repeat(2 ** 22)]) {
    expect(() => parse(`[1,${filler}x]`)).toThrow(/not JSON/);
  }
});

test('a file that need not be there is there where it is a link that leads nowhere', async () => {
  expect(await readJsonIfThere(join(folder, 'none.json'), schema, rules)).toBeNull();
  const lost = join(folder, 'lost.json');
  symlinkSync(join(folder, 'none.json'), lost);
  await expect(readJsonIfThere(lost, schema, rules)).rejects.toThrow(
    /lost\.json cannot be read \(ENOENT\)/,
  );
});
