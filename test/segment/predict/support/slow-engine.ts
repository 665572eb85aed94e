import type { Engine } from '../../../../src/runtime/engine.js';

/** The engine, whose every run takes as long as `wait` before it begins, and fails if that does. */
export function slowEngine(engine: Engine, wait: () => Promise<unknown>): Engine {
  return {
    ...engine,
    run: async (...asked) => {
      await wait();
      return engine.run(...asked);
    },
  };
}
