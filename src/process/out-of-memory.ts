import { types } from 'node:util';

const codes: ReadonlySet<unknown> = new Set([
  // A thread's heap is full, or there is no memory to start it.
  'ERR_WORKER_OUT_OF_MEMORY',
  'ERR_WORKER_INIT_FAILED',
  'ERR_MEMORY_ALLOCATION_FAILED',
]);

/** Whether a thrown value says that memory ran out: Node's own errors, V8's, and those of WebAssembly. */
export function isOutOfMemory(error: unknown): error is Error {
  if (!types.isNativeError(error)) return false;
  if ('code' in error && codes.has(error.code)) return true;
  return error.name === 'RangeError' && saysOutOfMemory(error.message);
}

// The last two are of threads that cannot be started.
const words =
  /out of memory|not enough memory|allocation failed|(could not|failed to) allocate|bad_?alloc|pthread_create|Resource temporarily unavailable/i;

/** The same of a message whose error has lost its class, on the way between threads say. */
export function saysOutOfMemory(message: string): boolean {
  return words.test(message);
}
