import { loadModel } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { openLoaded } from './open-loaded.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmenterSchema } from './options/options-schema.js';
import type { SegmenterOptions } from './options/segment-options.js';
import { usedModel } from './report/make-result.js';
import type { Segmenter } from './segmenter.js';

/**
 * Loads a model and its network, for more than one study. It holds onnxruntime's memory all the time,
 * where `segment` gives it back after the network, and its threads keep the process alive until it is
 * closed.
 *
 * @throws OptionError, ModelError, DeviceError, ResourceError, InterruptedError; no thread is left then
 */
export async function openSegmenter(given: SegmenterOptions = {}): Promise<Segmenter> {
  const options = normaliseOptions(segmenterSchema, given);
  return interruptible(options.signal, async () => {
    const model = await loadModel(options.model, options);
    return openLoaded(model, await usedModel(model), options);
  });
}
