import fc from 'fast-check';
import { MultipartError, readMultipart } from '../../../src/dicom/web/read-multipart.js';

const type = 'multipart/related; type="application/dicom"; boundary="b-1"';

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly content: string;
}

/** Cuts a text into chunks of given lengths, over and over. */
async function* cut(text: string, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < text.length; i++) {
    const length = lengths[i % lengths.length]!;
    yield Buffer.from(text.slice(at, at + length), 'latin1');
    at += length;
  }
}

async function read(
  text: string,
  lengths: readonly number[] = [text.length],
  contentType: string | null = type,
): Promise<Part[]> {
  const parts: { headers: ReadonlyMap<string, string>; content: string }[] = [];
  for await (const event of readMultipart(cut(text, lengths), contentType)) {
    if ('headers' in event) parts.push({ headers: event.headers, content: '' });
    else parts.at(-1)!.content += Buffer.from(event.bytes).toString('latin1');
  }
  return parts;
}

const part = (content: string, headers = 'Content-Type: application/dicom\r\n'): string =>
  `--b-1\r\n${headers}\r\n${content}\r\n`;

test('whatever the parts hold and however they are cut, they come whole', async () => {
  // What looks like a boundary, and its beginnings.
  const piece = fc.constantFrom(
    '\r\n',
    '--',
    '\r\n--',
    'b-1',
    '\r\n--b-',
    '\r',
    '\n',
    '-',
    'x',
    '\xff',
  );
  const content = fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => pieces.join(''))
    .filter(
      (text) =>
        !`\r\n${text}`.includes('\r\n--b-1') &&
        !`${text}\r\n--b-1`.slice(0, -5).includes('\r\n--b-1'),
    );
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      async (contents, lengths) => {
        const text = `${contents.map((each) => part(each)).join('')}--b-1--`;
        const parts = await read(text, lengths);
        expect(parts.map((each) => each.content)).toEqual(contents);
      },
    ),
  );
});

test('headers, a preamble, an epilogue, blanks behind a boundary', async () => {
  const parts = await read(
    `before\r\n--b-1  \r\nContent-Type: application/dicom; transfer-syntax=1.2\r\nContent-ID: 1\r\n\r\nx\r\n${part('y', '')}--b-1--\r\nafter`,
  );
  expect(parts.map(({ content }) => content)).toEqual(['x', 'y']);
  expect(parts[0]!.headers.get('content-type')).toBe('application/dicom; transfer-syntax=1.2');
  expect(parts[1]!.headers.size).toBe(0);
});

test.each([
  ['a boundary without quotes', 'multipart/related; boundary=b-1; type="application/dicom"'],
  ['large letters', 'Multipart/Related; BOUNDARY="b-1"'],
])('%s', async (_, contentType) => {
  expect(await read(`${part('x')}--b-1--`, [5], contentType)).toHaveLength(1);
});

test.each<[string, string, string | null, RegExp]>([
  ['an end in the midst of a part', part('x').slice(0, -1), type, /ends in its midst/],
  ['an end before the last boundary is whole', `${part('x')}--b-1-`, type, /ends in its midst/],
  ['nothing', '', type, /ends in its midst/],
  ['another boundary', part('x').replaceAll('b-1', 'c'), type, /ends in its midst/],
  ['a longer boundary', `${part('x')}--b-12\r\n`, type, /followed by something else/],
  ['headers without end', `--b-1\r\n${'x'.repeat(9000)}`, type, /without end/],
  ['many headers', `--b-1\r\n${'a: b\r\n'.repeat(101)}`, type, /without end/],
  ['another type', part('x'), 'application/json', /no multipart/],
  ['no type', part('x'), null, /no multipart/],
  ['no boundary', part('x'), 'multipart/related', /names no boundary/],
])('%s is refused', async (_, text, contentType, message) => {
  const reading = read(text, [7], contentType);
  await expect(reading).rejects.toThrow(MultipartError);
  await expect(reading).rejects.toThrow(message);
});
