import { ModelError } from '../../errors.js';
import { answerOf } from '../../nnunet/model/answer-of.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import { type LogitLayout, logitLayout } from './logit-layout.js';
import { makePlan } from './make-plan.js';
import type { PredictJob, Swept } from './prediction.js';
import { type FoldLoader, runPasses } from './run-passes.js';

/**
 * Plans the passes and makes them, with a network that is loaded already.
 *
 * @param network the first fold's
 * @param loader loads other folds' networks in its place
 * @throws EngineError as the engine does
 * @throws ModelError when the network does not fit the model's files, or gives NaN or infinity
 * @throws InterruptedError, AutopetError when the signal is aborted
 */
export async function sweep(
  job: PredictJob,
  network: LoadedNetwork,
  loader: FoldLoader,
): Promise<Swept> {
  const layout = checkedLayout(job, network);
  const plan = await makePlan(job, network, layout);
  const { logits, organs, passes } = await runPasses(plan, job.options, network, loader);
  return {
    logits,
    layout,
    organs,
    device: network.device,
    sessions: network.sessions,
    tiles: plan.tiles.run.length,
    tilesSkipped: plan.tiles.saved,
    passes,
    passesPlanned: plan.passes.length,
    passesPossible: plan.passesPossible,
  };
}

/** What the network's outputs mean, once its input is what the model's files ask for. */
function checkedLayout({ model, input }: PredictJob, { shape }: LoadedNetwork): LogitLayout {
  const { configuration, dataset } = model;
  const expected = [1, input.channels.length, ...configuration.patchSize];
  const found = shape.input;
  if (found.length !== expected.length || found.some((n, i) => n !== expected[i])) {
    throw new ModelError(
      `The network takes ${found.join(' x ')} (batch, channels, patch), but plans.json and dataset.json ask for ${expected.join(' x ')}. The weights belong to other plans or another configuration.`,
    );
  }
  const answer = answerOf(configuration);
  const { resamplingProbabilities } = configuration;
  return logitLayout(dataset.labels, shape.output[1] ?? 0, resamplingProbabilities, answer);
}
