import { rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { AutopetError, ResourceError } from '../../errors.js';
import type { Log } from '../../log.js';
import { exitCodeOf } from '../../process/exit-codes.js';
import { failureLine } from '../../process/failure-line.js';
import type { AlgorithmSettings } from './algorithm-settings.js';

/** A model that is loaded. */
export interface Opened {
  /** Takes one study from the input to the output folder; gives the files written. */
  readonly invoke: () => Promise<string[]>;
  /** Ends its threads. */
  readonly close: () => Promise<void>;
}

/**
 * Serves studies over HTTP, as the platform's invoke method asks for:
 * - `GET /health`: 200 once the model is ready, 503 before;
 * - `POST /invoke`: segments the study in the input folder; 201 when the mask is written, 500 with a
 *   JSON body when that failed, 503 before the model is ready, 409 while another study is under way
 *   (the folders are the same for all, so studies cannot overlap).
 *
 * What the last study wrote is removed when the next begins, so that no mask is taken for another's.
 * The promise settles when the server is stopped or cannot go on.
 *
 * @param open loads the model
 * @param stop ends the server; only tests give it, the container is ended by a signal
 * @throws what `open` throws; ResourceError when the port is taken
 */
export async function serve(
  { host, port }: Pick<AlgorithmSettings, 'host' | 'port'>,
  log: Log,
  open: () => Promise<Opened>,
  stop?: AbortSignal,
): Promise<void> {
  let opened: Opened | null = null;
  let isBusy = false;
  let written: string[] = [];

  async function runOne(response: ServerResponse): Promise<void> {
    if (opened === null) return answer(response, 503, { status: 'loading the model' });
    if (isBusy) return answer(response, 409, { status: 'another study is under way' });
    isBusy = true;
    try {
      for (const path of written) await rm(path, { force: true });
      written = [];
      written = await opened.invoke();
      answer(response, 201, { status: 'done', files: written });
    } catch (error) {
      const message = failureLine(error);
      console.error(message);
      const code = error instanceof AutopetError ? error.code : 'unknown';
      answer(response, 500, { status: 'failed', code, exit_code: exitCodeOf(error), message });
    } finally {
      isBusy = false;
    }
  }

  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    // What comes with a call is of no use: the study lies in the input folder.
    request.resume();
    if (path === '/health' && request.method === 'GET') {
      answer(response, opened === null ? 503 : 200, { status: opened ? 'ready' : 'loading' });
    } else if (path === '/invoke' && request.method === 'POST') {
      void runOne(response);
    } else if (path === '/health' || path === '/invoke') {
      answer(response, 405, { status: `${path} takes ${path === '/health' ? 'GET' : 'POST'}` });
    } else {
      answer(response, 404, { status: 'expected GET /health or POST /invoke' });
    }
  });
  // A study may take longer than Node's five minutes for a request.
  server.requestTimeout = 0;
  const closed = new Promise<void>((resolve, reject) => {
    stop?.addEventListener('abort', () => resolve());
    server.on('error', (cause) => {
      reject(
        new ResourceError(`The server cannot listen on ${host}:${port} (${cause.message}).`, {
          cause,
        }),
      );
    });
  });
  try {
    // First of all, so that a port that is taken costs no loading.
    await Promise.race([closed, listen(server, port, host)]);
    const address = server.address();
    const actual = typeof address === 'object' && address !== null ? address.port : port;
    log.info({ host, port: actual }, `listening on ${host}:${actual}; loading the model`);
    const opening = open().then((ready) => {
      opened = ready;
      log.info({}, 'ready');
    });
    await Promise.race([opening, closed]);
    await closed;
  } finally {
    server.closeAllConnections();
    server.close();
    await (opened as Opened | null)?.close();
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve) => server.listen(port, host, resolve));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}
