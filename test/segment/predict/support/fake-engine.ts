import { type Engine, openEngine } from '../../../../src/runtime/engine.js';
import { EngineError } from '../../../../src/runtime/engine-error.js';
import type { NetworkShape, TilePass } from '../../../../src/runtime/messages.js';
import type { SessionPool } from '../../../../src/runtime/session-pool.js';
import { mirror } from './mirror.js';

/** What a fake network makes of a tile `[c,(z,)y,x]`: logits `[k,(z,)y,x]`. */
export interface FakeNetwork {
  readonly shape: NetworkShape;
  answer(tile: Float32Array): Float32Array;
}

/** An engine without onnxruntime, and what it was asked to do. */
export interface FakeEngine extends Engine {
  /** Network and device of each load, as `fold_0 on cpu`. */
  readonly loads: string[];
  /** Mirror axes of each run that was not refused, warm-up included, after the network's name. */
  readonly runs: string[];
}

/**
 * Keeps the contract of the inference worker: networks go by name, a tile's buffer is taken away,
 * mirrored input gives answers mirrored back, two classes may come as their difference.
 *
 * @param refuse onnxruntime's words when a device is to fail at its nth run (0 is the warm-up)
 * @param wrap changes the sessions below the engine
 */
export function fakeEngine(
  networks: Readonly<Record<string, FakeNetwork>>,
  refuse: (device: string, run: number) => string | null = () => null,
  wrap: (pool: SessionPool) => SessionPool = (pool) => pool,
): FakeEngine {
  const loads: string[] = [];
  const runs: string[] = [];
  function makePool(): SessionPool {
    let current = { name: '', device: '', runs: 0 };

    function run(tile: Float32Array, { mirrorAxes, difference }: TilePass): Float32Array {
      const why = refuse(current.device, current.runs++);
      if (why !== null) throw new EngineError(why);
      runs.push(`${current.name} [${mirrorAxes}]`);
      const network = networks[current.name]!;
      const input = mirror(tile, network.shape.input.slice(1), mirrorAxes);
      const logits = mirror(network.answer(input), network.shape.output.slice(1), mirrorAxes);
      if (!difference) return logits;
      const half = logits.length / 2;
      return logits.subarray(half).map((logit, i) => logit - logits[i]!);
    }

    return wrap({
      load: async (source, { device }) => {
        const name = String(source);
        loads.push(`${name} on ${device}`);
        current = { name, device, runs: current.device === device ? current.runs : 0 };
        return networks[name]!.shape;
      },
      run: async (tile, pass) => run(structuredClone(tile, { transfer: [tile.buffer] }), pass),
      death: null,
      close: async () => undefined,
    });
  }

  return Object.assign(openEngine(makePool(), makePool), { loads, runs });
}
