import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { storeObjects } from '../../../src/dicom/web/store-objects.js';
import { ResourceError, UsageError } from '../../../src/errors.js';

interface Heard {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Answer = { readonly status: number; readonly body?: unknown; readonly location?: string };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Answers one request after the other, then as the last time. */
async function serve(...answers: Answer[]): Promise<{ root: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const { status, body, location } = answers[Math.min(heard.length, answers.length - 1)]!;
    heard.push({
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(parts).toString('latin1'),
    });
    response.writeHead(status, location === undefined ? {} : { Location: location });
    response.end(JSON.stringify(body ?? {}));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`, heard };
}

const object = (name: string) => ({
  name,
  sopClassUID: '1.2',
  sopInstanceUID: `2.25.${name.length}`,
  bytes: Buffer.from(`bytes of ${name}\x00\xff`, 'latin1'),
});
const objects = [object('seg.dcm'), object('sr.dcm')];
const failure = (reason: number) => ({
  '00081198': { vr: 'SQ', Value: [{ '00081197': { vr: 'US', Value: [reason] } }] },
});

function store(root: string, token?: string, signal: AbortSignal | null = null) {
  const lines: unknown[][] = [];
  const tell = (...line: unknown[]) => void lines.push(line);
  const log = { info: tell, warn: tell };
  const environment = token === undefined ? {} : { AUTOPET_DICOMWEB_TOKEN: token };
  const stored = storeObjects(root, objects, { log, signal, environment, pauses: [0.001, 0.001] });
  return { stored, lines };
}

describe('storeObjects', () => {
  test('posts each object whole', async () => {
    const { root, heard } = await serve({ status: 200 });
    await store(`${root}/`).stored;
    expect(heard.map(({ url }) => url)).toEqual(['/dicom-web/studies', '/dicom-web/studies']);
    for (const [i, { headers, body }] of heard.entries()) {
      const type = headers['content-type']!;
      const [, boundary] = /^multipart\/related; type="application\/dicom"; boundary=(.+)$/.exec(
        type,
      )!;
      expect(body).toBe(
        `--${boundary}\r\nContent-Type: application/dicom\r\n\r\nbytes of ${objects[i]!.name}\x00\xff\r\n--${boundary}--\r\n`,
      );
      expect(headers.authorization).toBeUndefined();
    }
  });

  test('tells of each object that is refused, and stores the others', async () => {
    const { root, heard } = await serve(
      { status: 409, body: failure(0x0122) },
      { status: 200, body: { '00081199': { vr: 'SQ', Value: [{}] } } },
    );
    const refusal = store(root).stored;
    await expect(refusal).rejects.toThrow(ResourceError);
    await expect(refusal).rejects.toThrow(
      /^1 of 2 objects were not stored on http:.*seg\.dcm: refused: the server does not take this kind/,
    );
    expect(heard.length).toBe(2);
  });

  test('believes no 200 or 202 that names a failure', async () => {
    const { root } = await serve({ status: 202, body: failure(0xa900) }, { status: 200 });
    await expect(store(root).stored).rejects.toThrow(/^1 of 2 .*the object does not fit its class/);
  });

  test('tries again what may pass, and at last says how often', async () => {
    const passes = await serve({ status: 503 }, { status: 429 }, { status: 200 });
    await store(passes.root).stored;
    expect(passes.heard.length).toBe(4);
    const stays = await serve({ status: 503 });
    await expect(store(stays.root).stored).rejects.toThrow(
      /^2 of 2 .*seg\.dcm: HTTP 503 \(tried 3 times\); sr\.dcm: HTTP 503/,
    );
    expect(stays.heard.length).toBe(6);
  });

  test('does not try again what will not pass, and follows no redirection', async () => {
    const other = await serve({ status: 200 });
    const { root, heard } = await serve({ status: 307, location: `${other.root}/studies` });
    await expect(store(root, 'secret').stored).rejects.toThrow(/HTTP 307, the server is elsewhere/);
    expect([heard.length, other.heard.length]).toEqual([2, 0]);
  });

  test('sends the token and tells it nowhere', async () => {
    const { root, heard } = await serve({ status: 401 });
    const { stored, lines } = store(`${root}?key=planted`, 'planted-token');
    const error = await stored.catch((reason: Error) => reason);
    expect(heard[0]!.headers.authorization).toBe('Bearer planted-token');
    expect(`${error}${(error as Error).stack}${JSON.stringify(lines)}`).not.toMatch(/planted/);
    const basic = await serve({ status: 200 });
    await store(basic.root, 'Basic dXNlcjpwYXNz').stored;
    expect(basic.heard[0]!.headers.authorization).toBe('Basic dXNlcjpwYXNz');
  });

  test.each([
    ['an address that is none', 'pacs', undefined],
    ['another protocol', 'ftp://pacs/dicom-web', undefined],
    ['a password in the address', 'https://me:planted@pacs/dicom-web', undefined],
    ['a token of two lines', 'http://127.0.0.1:9/dicom-web', 'planted\r\nX: y'],
  ])('refuses %s, and repeats no secret', async (_, root, token) => {
    const error = await store(root, token).stored.catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).not.toMatch(/planted/);
  });

  test('warns of a token that others can read on the way', async () => {
    const gone = store('http://pacs.invalid/dicom-web', 'planted');
    await expect(gone.stored).rejects.toThrow(/cannot be reached \(/);
    expect(JSON.stringify(gone.lines)).toMatch(/sent without encryption/);
  });

  test('stops when it is told to', async () => {
    const { root, heard } = await serve({ status: 503 });
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(store(root, undefined, stop.signal).stored).rejects.toThrow('enough');
    expect(heard.length).toBe(0);
  });
});
