import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FetchOptions, fetchStudy } from '../../../src/dicom/web/fetch-study.js';
import { InputError, ResourceError, UsageError } from '../../../src/errors.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
/** What this process has fetched and not removed. */
const kept = () => readdirSync(tmpdir()).filter((name) => name.includes(`-${process.pid}-`));
afterEach(() => expect(kept()).toEqual([]));

const study = '1.2.840.99';
type Answer = (response: ServerResponse) => void;

/** Answers each address by its list, one after the other, then as the last time. */
async function serve(answers: Readonly<Record<string, readonly Answer[]>>) {
  const heard: { url: string; accept: string; token: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const url = decodeURIComponent(request.url!);
    const before = heard.filter((each) => each.url === url).length;
    const { accept = '', authorization } = request.headers;
    heard.push({ url, accept, token: authorization });
    const list = answers[url.replace(/^[/]dicom-web[/]studies[/][\d.]+/, '')] ?? [];
    const answer = list[Math.min(before, list.length - 1)] ?? status(404);
    answer(response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { root: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`, heard };
}

const status =
  (code: number): Answer =>
  (response) =>
    response.writeHead(code).end('planted');
const series =
  (...list: [uid: string, modality: string, objects?: number][]): Answer =>
  (response) => {
    const found = list.map(([uid, modality, objects]) => ({
      '0020000E': { vr: 'UI', Value: [uid] },
      '00080060': { vr: 'CS', Value: [modality] },
      ...(objects === undefined ? {} : { '00201209': { vr: 'IS', Value: [objects] } }),
    }));
    response.end(JSON.stringify(found));
  };
const type = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
const body = (...objects: string[]) =>
  `${objects.map((each) => `--b\r\nContent-Type: application/dicom\r\n\r\n${each}\r\n`).join('')}--b--`;
const objects =
  (...contents: string[]): Answer =>
  (response) =>
    response.writeHead(200, type).end(body(...contents));
const query = '/series?includefield=00201209';

function get(root: string, more: Partial<FetchOptions> = {}) {
  const told: string[] = [];
  const tell = (fields: object, message: string) => void told.push(JSON.stringify(fields), message);
  const log = { info: tell, warn: tell };
  const options = { log, signal: null, environment: {}, pauses: [0.001, 0.001], ...more };
  return { fetched: fetchStudy(root, study, options), told };
}

const contentsOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .sort();

test('fetches the PETs and CTs of a study, and tells no UID', async () => {
  const { root, heard } = await serve({
    [query]: [series(['1.2.1', 'PT', 2], ['1.2.2', 'CT'], ['1.2.3', 'SEG', 1])],
    '/series/1.2.1': [objects('one', 'two')],
    '/series/1.2.2': [objects('three')],
  });
  const { fetched, told } = get(root, { environment: { AUTOPET_DICOMWEB_TOKEN: 'planted' } });
  const folder = await fetched;
  expect(contentsOf(folder.path)).toEqual(['one', 'three', 'two']);
  await folder.remove();
  expect(heard.map(({ token }) => token)).toEqual(new Array(3).fill('Bearer planted'));
  expect(heard[1]!.accept).toBe('multipart/related; type="application/dicom"; transfer-syntax=*');
  expect(told.join('\n')).toContain('left on the server: series of SEG');
  expect(told.join('\n')).not.toMatch(/1[.]2[.]|planted/);
});

test('tries again what may pass, and mixes nothing of two tries', async () => {
  const { root } = await serve({
    [query]: [status(503), series(['1.2.1', 'PT', 2])],
    '/series/1.2.1': [
      (response) => {
        response.writeHead(200, type).write(body('of the first', 'try', 'three').slice(0, 99));
        response.destroy();
      },
      (response) => response.writeHead(200, type).end(body('a', 'b').slice(0, -4)),
      objects('a', 'b'),
    ],
  });
  const folder = await get(root).fetched;
  expect(contentsOf(folder.path)).toEqual(['a', 'b']);
  await folder.remove();
});

test('a server that knows no numbers of objects is asked for the series alone', async () => {
  const { root } = await serve({
    [query]: [status(400)],
    '/series': [series(['1.2.1', 'PT'])],
    '/series/1.2.1': [objects('a')],
  });
  const folder = await get(root).fetched;
  expect(contentsOf(folder.path)).toEqual(['a']);
  await folder.remove();
});

test('fewer objects than there are is not the series', async () => {
  const { root } = await serve({
    [query]: [series(['1.2.1', 'PT', 3])],
    '/series/1.2.1': [objects('a', 'b')],
  });
  await expect(get(root).fetched).rejects.toThrow(
    /^The study could not be fetched .*PT series [0-9a-f]{8}: 2 of 3 objects came [(]tried 3 times[)]/,
  );
});

test.each<[string, Answer, RegExp]>([
  ['another status', status(401), /HTTP 401, the server wants AUTOPET_DICOMWEB_TOKEN[.]$/],
  ['a redirection', status(302), /HTTP 302, the server is elsewhere/],
  ['no list', (response) => response.end('<html>planted'), /no list of series/],
  ['no multipart', series(['1.2.1', 'PT']), /no multipart/],
])('%s is told, and nothing of what it says', async (name, answer, message) => {
  const { root, heard } = await serve(
    name === 'no multipart'
      ? { [query]: [series(['1.2.1', 'PT'])], '/series/1.2.1': [answer] }
      : { [query]: [answer] },
  );
  const failure = await get(root).fetched.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ResourceError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toMatch(/planted|1[.]2[.]/);
  expect(heard.length).toBeLessThanOrEqual(4);
});

test.each<[string, Answer, RegExp]>([
  ['an unknown study', status(204), /it does not know the study/],
  ['an empty list', series(), /it does not know the study/],
  ['a study of other things', series(['1.2.3', 'MR']), /found MR/],
])('%s is refused', async (_, answer, message) => {
  const { root } = await serve({ [query]: [answer] });
  const failure = await get(root).fetched.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as Error).message).toMatch(message);
  expect((failure as Error).message).not.toContain(study);
});

test('a server that falls silent, a study beyond the limit, a user who gives up', async () => {
  const stuck = await serve({
    [query]: [series(['1.2.1', 'PT'])],
    '/series/1.2.1': [(response) => response.writeHead(200, type).write(body('a').slice(0, 40))],
  });
  await expect(get(stuck.root, { patience: 50, pauses: [] }).fetched).rejects.toThrow(
    /the server did not answer/,
  );
  const large = await serve({
    [query]: [series(['1.2.1', 'PT'])],
    '/series/1.2.1': [objects('x'.repeat(1000))],
  });
  await expect(get(large.root, { mostBytes: 999 }).fetched).rejects.toThrow(/is larger than/);
  const controller = new AbortController();
  const given = get(stuck.root, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 30);
  await expect(given.fetched).rejects.toThrow('enough');
});

test('an address that is none, and no server', async () => {
  await expect(get('pacs').fetched).rejects.toThrow(UsageError);
  const gone = get('http://127.0.0.1:9/dicom-web', { pauses: [] });
  await expect(gone.fetched).rejects.toThrow(/its series: the server cannot be reached [(]/);
});
