import type { Log } from '../../log.js';
import type { Fold, Model } from '../../nnunet/model/load-model.js';
import { untilAborted } from '../../process/until-aborted.js';
import type { Engine } from '../../runtime/engine.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import type { Precision, PrecisionChoice } from '../../runtime/precision.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { NotFinite } from './not-finite.js';
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
 * When a fold's logits in float16 are not finite there is another try with that fold in float32. It begins anew, so that
 * a mask never hangs on how many tiles were done by then.
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
  const tooLargeForHalf = new Set<number>();
  let place: Place = options;
  for (;;) {
    const loaded: LoadedFold[] = [];
    const precisionOf = (fold: number): PrecisionChoice =>
      tooLargeForHalf.has(fold) ? 'float32' : options.precision;
    const load = async (fold: number, at: Place): Promise<LoadedNetwork> => {
      const network = await loadFold(job, fold, at, precisionOf(fold));
      loaded.push({ fold, precision: network.precision });
      return network;
    };
    const begin = (fold: number, at: Place): void => {
      if (options.loadsAhead) beginFold(job, fold, at, precisionOf(fold));
    };
    const first = await load(0, place);
    try {
      const swept = await sweep(job, first, { load, begin });
      engine.dropAhead();
      return { ...swept, precision: commonPrecision(loaded) };
    } catch (error) {
      const { fold, precision } = loaded.at(-1)!;
      if (error instanceof NotFinite && precision === 'float16') {
        tooLargeForHalf.add(fold);
        warnOfOverflow(model.folds[fold]!, options.log);
      } else {
        place = placeAfter(error, place, first, options.log);
      }
    }
  }
}

interface LoadedFold {
  readonly fold: number;
  readonly precision: Precision;
}

/** Where one fold found no memory for all sessions the next, which gets its place, need not try. */
function loadFold(
  { engine, model, options }: PredictJob,
  fold: number,
  { device, sessions }: Place,
  precision: PrecisionChoice,
): Promise<LoadedNetwork> {
  const { threads, log, signal } = options;
  const target = { device, precision };
  const load = engine.load(model.folds[fold]!, target, { threads, sessions }, log);
  return untilAborted(load, signal);
}

function beginFold(
  { engine, model, options: { threads } }: PredictJob,
  fold: number,
  { device, sessions }: Place,
  precision: PrecisionChoice,
): void {
  engine.loadAhead(model.folds[fold]!, { device, precision }, { threads, sessions });
}

function commonPrecision(loaded: readonly LoadedFold[]): Prediction['precision'] {
  const [first, ...others] = new Set(loaded.map(({ precision }) => precision));
  return others.length === 0 ? first! : 'mixed';
}

function warnOfOverflow({ name }: Fold, log: Log): void {
  log.warn(
    { fold: name },
    `Fold ${name} gave NaN or infinity in float16; starting again with that fold in float32`,
  );
}
