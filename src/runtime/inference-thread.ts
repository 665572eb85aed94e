import type { Worker } from 'node:worker_threads';
import { startThread } from '../process/start-thread.js';
import { engineClosed } from './engine-closed.js';
import { EngineError } from './engine-error.js';
import type { Answer, NetworkShape, Request, SessionOptions, TilePass } from './messages.js';
import type { NetworkSource } from './network-source.js';

/** One worker thread with its one session. Calls are carried out in the order they were made. */
export interface InferenceThread {
  /** @throws EngineError with onnxruntime's words when the device or the network is refused */
  load(network: NetworkSource, options: SessionOptions): Promise<NetworkShape>;
  /**
   * Runs one tile `[c,z,y,x]`, whose buffer is handed over.
   *
   * @returns logits `[k,z,y,x]`
   * @throws EngineError with onnxruntime's words when the run fails, or why the thread died
   * @throws TypeError when the tile has been handed over before
   */
  run(tile: Float32Array<ArrayBuffer>, pass: TilePass): Promise<Float32Array>;
  /** Why the thread takes no more calls; null as long as it does. */
  readonly death: Error | null;
  /** Refuses all calls, those under way too, and ends the thread as soon as it is not inside onnxruntime. */
  close(): Promise<void>;
}

/**
 * Starts an inference worker and hears of its death: of an error (its heap is full), of an exit, of an
 * answer that cannot be read. Its calls are then rejected with the reason, and it takes no more.
 */
export function openInferenceThread(start: () => Worker = startWorker): InferenceThread {
  const worker = start();
  const pending = new Map<number, Call>();
  let lastId = 0;
  let death: Error | null = null;

  worker.on('message', (answer: Answer) => {
    const call = pending.get(answer.id);
    pending.delete(answer.id);
    if ('error' in answer) call?.reject(new EngineError(answer.error));
    else call?.resolve(answer.value);
  });
  worker.on('error', (cause) => die(new EngineError(cause.message, { cause })));
  worker.on('messageerror', (cause) => {
    die(
      new EngineError(`an answer of the inference worker cannot be read: ${cause.message}`, {
        cause,
      }),
    );
    askToEnd();
  });
  const exit = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      die(new EngineError(`the inference worker ended on its own (exit code ${code})`));
      resolve();
    });
  });

  function die(why: Error): void {
    death ??= why;
    for (const call of pending.values()) call.reject(death);
    pending.clear();
  }

  // Never `worker.terminate()`: inside onnxruntime that aborts the whole process.
  function askToEnd(): void {
    worker.postMessage({ verb: 'end' } satisfies Request);
  }

  async function ask<T>(body: Body, transfer: ArrayBuffer[]): Promise<T> {
    if (death !== null) throw death;
    lastId += 1;
    const id = lastId;
    // Sent before it is noted: what cannot be sent must not wait for an answer.
    worker.postMessage({ id, ...body } satisfies Request, transfer);
    const answer = new Promise<unknown>((resolve, reject) => pending.set(id, { resolve, reject }));
    return answer as Promise<T>;
  }

  return {
    load: (network, options) => ask({ verb: 'load', network, options }, []),
    run: async (tile, pass) => {
      if (tile.byteLength === 0) {
        throw new TypeError('The tile is empty: it has been handed over to a thread before.');
      }
      return ask({ verb: 'run', tile, pass }, [tile.buffer]);
    },
    get death() {
      return death;
    },
    close: () => {
      die(engineClosed());
      askToEnd();
      return exit;
    },
  };
}

function startWorker(): Worker {
  return startThread(new URL('./inference-worker.js', import.meta.url));
}

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A request without its number. */
type Body = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
