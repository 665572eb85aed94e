import { open } from 'node:fs/promises';
import { withPartial } from './partial-files.js';

/** Values kept on the disk for a while, as there are too many for the memory. */
export interface Spool<T> {
  /** Adds values behind those that are there. */
  add(values: readonly T[]): Promise<void>;
  /** The value at a place, from 0. */
  at(k: number): Promise<T>;
}

/**
 * Gives `use` a spool for values that JSON can hold. It lies in a hidden file beside `path`, in a folder that is there, and goes with
 * the process, however that ends.
 *
 * @throws the system's error when it cannot be written or read; what `use` throws
 */
export async function withSpool<T, R>(
  path: string,
  use: (spool: Spool<T>) => Promise<R>,
): Promise<R> {
  return withPartial(path, async (partial) => {
    const file = await open(partial, 'wx+');
    // Where each value begins, and where the next one will.
    const starts = [0];
    const spool: Spool<T> = {
      add: async (values) => {
        const texts = values.map((value) => Buffer.from(JSON.stringify(value)));
        for (const { length } of texts) starts.push(starts.at(-1)! + length);
        await file.appendFile(Buffer.concat(texts));
      },
      at: async (k) => {
        const [start, end] = [starts[k]!, starts[k + 1]!];
        const { buffer } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
        return JSON.parse(buffer.toString()) as T;
      },
    };
    try {
      return await use(spool);
    } finally {
      await file.close();
    }
  });
}
