import type { Model } from '../../nnunet/model/load-model.js';
import { untilAborted } from '../../process/until-aborted.js';
import type { Engine } from '../../runtime/engine.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { type Place, placeAfter } from './place-after.js';
import type { Prediction, PredictJob, PredictOptions } from './prediction.js';
import { sweep } from './sweep.js';

/**
 * Runs the sliding window over the image: every pass sends all tiles through one fold's network,
 * mirrored one way. Logits are averaged over tiles (Gaussian weights), mirrors and folds, as in
 * nnU-Net (predict_sliding_window_return_logits). With `tta: 'auto'` tiles without body are not run
 * and only as many passes are planned as the deadline leaves time for, by the speed of the first
 * tiles; should the machine become slower, later ones are dropped. One pass is always finished.
 * Where not all passes fit, and on the CPU where that takes at most half as many, the tiles are laid
 * over the body alone.
 *
 * When memory runs out on the way, that of a thread's heap too, there is another try: on the CPU after
 * a GPU, with one session there after several.
 *
 * When the signal is aborted it fails at once. Tiles that were sent are still in the engine, which may be
 * closed at any time.
 *
 * @throws DeviceError, ModelError, ResourceError
 * @throws InterruptedError when the signal is aborted for a reason that is no AutopetError itself, or the
 *   engine is closed
 */
export async function predictLogits(
  engine: Engine,
  model: Model,
  input: NetworkInput,
  options: PredictOptions,
): Promise<Prediction> {
  const job = { engine, model, input, options };
  let place: Place = options;
  for (;;) {
    const first = await loadFold(job, 0, place);
    try {
      return await sweep(job, first, (fold, before) => loadFold(job, fold, before));
    } catch (error) {
      place = placeAfter(error, place, first, options.log);
    }
  }
}

/** Where one fold found no memory for all sessions the next, which gets its place, need not try. */
function loadFold(
  { engine, model, options }: PredictJob,
  fold: number,
  { device, sessions }: Place,
): Promise<LoadedNetwork> {
  const { threads, log, signal } = options;
  const load = engine.load(model.folds[fold]!, device, { threads, sessions }, log);
  return untilAborted(load, signal);
}
