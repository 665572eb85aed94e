import { Worker } from 'node:worker_threads';
import { EngineError, ended } from './engine-error.js';
import type {
  NetworkShape,
  NetworkSource,
  Request,
  Response,
  SessionOptions,
  TilePass,
} from './inference-worker.js';

/** One inference worker with its one session. Calls are carried out in the order they were made. */
export interface InferenceThread {
  /** @throws EngineError with onnxruntime's words when the device or the network is refused */
  load(network: NetworkSource, options: SessionOptions): Promise<NetworkShape>;
  /**
   * Runs one tile `[c,z,y,x]`, whose buffer is handed over.
   *
   * @returns logits `[k,z,y,x]`
   * @throws EngineError with onnxruntime's words when the run fails, or when the worker has ended
   */
  run(tile: Float32Array<ArrayBuffer>, pass: TilePass): Promise<Float32Array>;
  /** Ends the worker, after the calls still under way. */
  close(): Promise<void>;
}

/** Starts an inference worker. */
export function openInferenceThread(): InferenceThread {
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

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A request without its number. */
type Body = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;
