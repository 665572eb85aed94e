/** What is wrong with an answer that should be multipart/related. */
export class MultipartError extends Error {}

/** What comes along: a part begins, with its headers by lower-case names; then bytes of it. */
export type MultipartEvent =
  | { readonly headers: ReadonlyMap<string, string> }
  | { readonly bytes: Uint8Array };

const mostHeaders = 100;
const longestLine = 8 * 1024;
const lineEnd = Buffer.from('\r\n');

/**
 * Takes multipart content (RFC 2046) apart as it comes, however it is cut into chunks.
 *
 * @param contentType of the answer, which has the boundary
 * @throws MultipartError when it is no multipart/related, or not whole
 */
export async function* readMultipart(
  chunks: AsyncIterable<Uint8Array>,
  contentType: string | null,
): AsyncGenerator<MultipartEvent> {
  const delimiter = Buffer.from(`\r\n--${boundaryOf(contentType)}`);
  const cursor = cursorOf(chunks);
  for await (const _ of cursor.upTo(delimiter));
  while ((await cursor.peek(2)) !== '--') {
    if ((await lineOf(cursor)).trim() !== '') {
      throw new MultipartError('a boundary is followed by something else');
    }
    yield { headers: await headersOf(cursor) };
    for await (const bytes of cursor.upTo(delimiter)) yield { bytes };
  }
}

function boundaryOf(contentType: string | null): string {
  const [type, ...parameters] = (contentType ?? '').split(';');
  if (type?.trim().toLowerCase() !== 'multipart/related') {
    throw new MultipartError('the answer is no multipart/related');
  }
  const found = parameters
    .map((parameter) => /^\s*boundary=(?:"([^"]+)"|(\S+))\s*$/i.exec(parameter))
    .find((match) => match !== null);
  const boundary = found?.[1] ?? found?.[2];
  // RFC 2046 allows 70.
  if (boundary === undefined || boundary.length > 200) {
    throw new MultipartError('the answer names no boundary');
  }
  return boundary;
}

async function headersOf(cursor: Cursor): Promise<ReadonlyMap<string, string>> {
  const headers = new Map<string, string>();
  for (let count = 0; count < mostHeaders; count++) {
    const line = await lineOf(cursor);
    if (line === '') return headers;
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  throw new MultipartError('a part has headers without end');
}

async function lineOf(cursor: Cursor): Promise<string> {
  let line = '';
  for await (const bytes of cursor.upTo(lineEnd)) {
    line += Buffer.from(bytes).toString('latin1');
    if (line.length > longestLine) throw new MultipartError('a part has headers without end');
  }
  return line;
}

/** Where one is in a stream. */
interface Cursor {
  /** Gives all that comes before a delimiter, and goes behind it. */
  upTo(delimiter: Buffer): AsyncGenerator<Uint8Array>;
  /** The next bytes, and stays before them. */
  peek(count: number): Promise<string>;
}

function cursorOf(chunks: AsyncIterable<Uint8Array>): Cursor {
  const iterator = chunks[Symbol.asyncIterator]();
  // A delimiter may stand at the very beginning, without the line's end before it.
  let rest: Buffer = lineEnd;
  const readOn = async (): Promise<void> => {
    const next = await iterator.next();
    if (next.done) throw new MultipartError('the answer ends in its midst');
    rest = Buffer.concat([rest, next.value]);
  };
  return {
    async *upTo(delimiter) {
      for (;;) {
        const at = rest.indexOf(delimiter);
        // The last bytes may be the first of a delimiter.
        const sure = at === -1 ? Math.max(0, rest.length - delimiter.length + 1) : at;
        if (sure > 0) yield rest.subarray(0, sure);
        rest = rest.subarray(at === -1 ? sure : at + delimiter.length);
        if (at !== -1) return;
        await readOn();
      }
    },
    async peek(count) {
      while (rest.length < count) await readOn();
      return rest.subarray(0, count).toString('latin1');
    },
  };
}
