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
  /** Why it takes no more studies; pending as long as it does. */
  readonly death: Promise<Error>;
  /** Ends it. */
  readonly close: () => Promise<void>;
}

/**
 * Serves studies over HTTP, as the platform's invoke method asks for:
 * - `GET /health`: 200 once the model is ready, 503 before;
 * - `POST /invoke`: segments the study in the input folder; 201 when the mask is written, 500 with a
 *   JSON body when that failed, 503 before the model is ready, 409 while another study is under way
 *   (the folders are the same for all, so studies cannot overlap).
 *
 * What the last study wrote is removed when the next begins, so that no mask is taken for another's. A
 * model that dies, for want of memory say, is loaded again: `/health` is 503 until then. The promise
 * settles when the server is stopped or cannot go on.
 *
 * @param open loads the model, until its signal is aborted
 * @param stop ends the server
 * @throws what `open` throws; ResourceError when the port is taken
 */
export async function serve(
  { host, port }: Pick<AlgorithmSettings, 'host' | 'port'>,
  log: Log,
  open: (stop: AbortSignal) => Promise<Opened>,
  stop: AbortSignal,
): Promise<void> {
  let opened: Opened | null = null;
  let isBusy = false;
  let written: string[] = [];
  const end = new AbortController();

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
      // Of a study that is stopped with the server nobody needs to be told.
      if (end.signal.aborted) return;
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
  const stopped = new Promise<void>((resolve, reject) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve());
    server.on('error', (cause) => reject(cannotListen(host, port, cause)));
  });
  async function keepOpen(): Promise<void> {
    for (;;) {
      opened = await open(end.signal);
      log.info({}, 'ready');
      const { message } = await opened.death;
      opened = null;
      if (end.signal.aborted) return;
      log.warn({}, `${message} The model is loaded again.`);
    }
  }
  try {
    // First of all, so that a port that is taken costs no loading.
    await Promise.race([stopped, listen(server, port, host)]);
    const address = server.address();
    const actual = typeof address === 'object' && address !== null ? address.port : port;
    log.info({ host, port: actual }, `listening on ${host}:${actual}; loading the model`);
    await Promise.race([keepOpen(), stopped]);
  } finally {
    server.closeAllConnections();
    server.close();
    end.abort();
    await (opened as Opened | null)?.close();
  }
}

function cannotListen(host: string, port: number, cause: Error): ResourceError {
  return new ResourceError(`The server cannot listen on ${host}:${port} (${cause.message}).`, {
    cause,
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve) => server.listen(port, host, resolve));
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}
