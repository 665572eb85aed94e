import { DeviceError, ModelError, ResourceError } from '../../errors.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { DeviceChoice } from '../../runtime/device.js';
import type { Engine } from '../../runtime/engine.js';
import { EngineError } from '../../runtime/engine-error.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import { warnOfFewerSessions } from '../../runtime/warn-of-fewer-sessions.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import type { Prediction, PredictOptions } from './prediction.js';
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
 * When memory runs out on the way there is one more try: on the CPU after a GPU, with one session
 * there after several.
 *
 * @throws DeviceError, ModelError, ResourceError
 */
export async function predictLogits(
  engine: Engine,
  model: Model,
  input: NetworkInput,
  options: PredictOptions,
): Promise<Prediction> {
  const { log, threads } = options;
  let { sessions, device } = options;
  const load = async (fold: number, on: DeviceChoice): Promise<LoadedNetwork> => {
    const network = await engine.load(model.folds[fold]!, on, { threads, sessions }, log);
    // Where one fold found no memory for all sessions the next need not try.
    if (network.device === 'cpu') sessions = network.sessions;
    return network;
  };
  for (;;) {
    const loaded = await load(0, device);
    try {
      return await sweep(engine, model, input, options, loaded, load);
    } catch (error) {
      // A later fold's network that does not load is a DeviceError with the engine's as its cause.
      const reason = error instanceof DeviceError ? error.cause : error;
      const isFull = reason instanceof EngineError && reason.isOutOfMemory;
      const isLastTry = loaded.device === 'cpu' && loaded.sessions === 1;
      if (!isFull || isLastTry) throw error instanceof EngineError ? failure(error) : error;
      if (loaded.device === 'cpu') {
        warnOfFewerSessions(loaded.sessions, reason, log);
        sessions = 1;
      } else {
        log.warn(
          { device: loaded.device, why: reason.message },
          `${loaded.device} ran out of memory; starting again on the CPU`,
        );
        device = 'cpu';
      }
    }
  }
}

function failure(error: EngineError): Error {
  if (!error.isOutOfMemory) {
    return new ModelError(`onnxruntime failed while running the network: ${error.message}.`, {
      cause: error,
    });
  }
  return new ResourceError(
    `Memory ran out while running the network: ${error.message}. Use a machine or container with more memory.`,
    { cause: error },
  );
}
