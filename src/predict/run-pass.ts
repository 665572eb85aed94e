import { ModelError } from '../errors.js';
import type { Shape } from '../resample/grid.js';
import type { Engine } from '../runtime/engine.js';
import type { TilePass } from '../runtime/inference-worker.js';
import type { Accumulator } from '../sliding-window/accumulate.js';

/**
 * Sends tiles through the network and adds up the answers. The next tile is cut and queued before
 * the last answer is awaited, so the worker never waits for the merging.
 *
 * @param extract cuts the tile that starts at a place of the padded image
 * @param onTile called after each tile
 * @throws EngineError when a run fails
 * @throws ModelError when the network gives NaN or infinity
 */
export async function runPass(
  engine: Engine,
  tiles: readonly Shape[],
  extract: (start: Shape) => Float32Array<ArrayBuffer>,
  pass: TilePass,
  sum: Accumulator,
  onTile: () => void,
): Promise<void> {
  const submit = (start: Shape): Promise<Float32Array> => {
    const answer = engine.run(extract(start), pass);
    // It is awaited a tile later; until then a failure must not count as unhandled.
    answer.catch(() => undefined);
    return answer;
  };
  let [next] = tiles.slice(0, 1).map(submit);
  for (const [i, start] of tiles.entries()) {
    const current = next;
    const following = tiles[i + 1];
    next = following && submit(following);
    const logits = await current!;
    if (!sum.add(start, logits)) {
      throw new ModelError(
        'The network gave NaN or infinite logits. The weights are damaged, or the input is far outside of what they were trained on.',
      );
    }
    onTile();
  }
}
