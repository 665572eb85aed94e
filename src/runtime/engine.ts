import { Worker } from 'node:worker_threads';
import type {
  NetworkShape,
  NetworkSource,
  Request,
  Response,
  SessionOptions,
  TilePass,
} from './inference-worker.js';

/** Runs networks, one at a time, off the main thread. */
export interface Engine {
  /**
   * Loads a network in place of the one before.
   *
   * @throws EngineError with onnxruntime's words when the device or the network is refused
   */
  load(network: NetworkSource, options: SessionOptions): Promise<NetworkShape>;
  /**
   * Runs one tile `[c,z,y,x]`; its buffer is handed over and must not be used again. Calls may be
   * made ahead: they run in the order they were made.
   *
   * @returns logits `[k,z,y,x]`
   * @throws EngineError with onnxruntime's words when the run fails, or when the worker has ended
   */
  run(tile: Float32Array<ArrayBuffer>, pass: TilePass): Promise<Float32Array>;
  /** Ends the worker thread, after the calls still under way. */
  close(): Promise<void>;
}

/** onnxruntime refused or failed; the message is its own. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  /** Whether memory, of the device or the host, is what was missing. */
  get isOutOfMemory(): boolean {
    return /out of memory|failed to allocate|bad_?alloc|not enough memory|OUT_OF_MEMORY|CUDA failure 2\b|CUBLAS_STATUS_ALLOC_FAILED|device lost/i.test(
      this.message,
    );
  }
}

/** Starts the inference worker. */
export function openEngine(): Engine {
  const worker = new Worker(new URL('./inference-worker.js', import.meta.url));
  const pending = new Map<number, Call>();
  let lastId = 0;
  let last: Promise<unknown> = Promise.resolve();

  worker.on('message', (response: Response) => {
    const call = pending.get(response.id);
    pending.delete(response.id);
    if ('error' in response) call?.reject(new EngineError(response.error));
    else call?.resolve(response.value);
  });
  worker.on('error', (cause) => rejectAll(new EngineError(String(cause), { cause })));
  let hasEnded = false;
  worker.on('exit', () => {
    hasEnded = true;
    rejectAll(new EngineError(ended));
  });

  function rejectAll(error: EngineError): void {
    for (const call of pending.values()) call.reject(error);
    pending.clear();
  }

  function ask<T>(body: Body, transfer: ArrayBuffer[]): Promise<T> {
    if (hasEnded) return Promise.reject(new EngineError(ended));
    lastId += 1;
    const id = lastId;
    const answer = new Promise<unknown>((resolve, reject) => {
      pending.set(id, { resolve, reject });
    });
    last = answer;
    worker.postMessage({ id, ...body } satisfies Request, transfer);
    return answer as Promise<T>;
  }

  return {
    load: (network, options) => ask({ verb: 'load', network, options }, []),
    run: (tile, pass) => ask({ verb: 'run', tile, pass }, [tile.buffer]),
    close: async () => {
      // A worker that is ended inside onnxruntime takes the whole process with it.
      // Answers come in order, so the last one's is the end of all.
      await last.catch(() => undefined);
      await worker.terminate();
    },
  };
}

const ended = 'the inference worker has ended';

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A request without its number. */
type Body = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
