import { type Engine, openEngine } from './engine.js';

/** Gives an engine to the work of one network and says when it may go. */
export type LendEngine = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;

/**
 * Lends an engine of its own that ends with the work: onnxruntime's memory is given back before the
 * logits are brought back to the image, which is when memory is shortest.
 */
export const lendFreshEngine: LendEngine = async (work) => {
  const engine = openEngine();
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
};

/** An engine that outlives a study, with its network loaded. */
export interface WarmEngine {
  readonly lend: LendEngine;
  close(): Promise<void>;
}

/** Keeps one engine for study after study. One that has failed is not trusted again but replaced. */
export function keepWarmEngine(): WarmEngine {
  let engine: Engine | null = null;
  const close = async (): Promise<void> => {
    const closing = engine;
    engine = null;
    await closing?.close();
  };
  return {
    lend: async (work) => {
      engine ??= openEngine();
      try {
        return await work(engine);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
