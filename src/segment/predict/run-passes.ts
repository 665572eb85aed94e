import { ModelError } from '../../errors.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import type { OrganGrid } from '../sliding-window/collect-organs.js';
import type { Plan } from './make-plan.js';
import type { Pass } from './plan-passes.js';
import type { PredictOptions } from './prediction.js';

/** Loads other folds' networks where the one before ran. */
export interface FoldLoader {
  /** Loads a fold in its place. */
  load(fold: number, before: LoadedNetwork): Promise<LoadedNetwork>;
  /** Begins to load a fold beside it, if there is memory for both. */
  begin(fold: number, before: LoadedNetwork): void;
}

/** The passes that were made, and the mean of their logits per channel, [z,y,x]. */
export interface PassesMade {
  readonly passes: readonly Pass[];
  readonly logits: readonly Float32Array[];
  readonly organs: OrganGrid | null;
}

/**
 * Makes the passes of a plan. Should the machine have become slower than it was, `tta: 'auto'` leaves
 * out the last ones that would come too late.
 *
 * @param first the network of the first pass
 * @throws EngineError as the engine does, ModelError, InterruptedError
 */
export async function runPasses(
  { passes, runner }: Plan,
  { deadline, tta }: PredictOptions,
  first: LoadedNetwork,
  loader: FoldLoader,
): Promise<PassesMade> {
  const made: Pass[] = [];
  let network = first;
  for (const [place, pass] of passes.entries()) {
    const mayStop = tta === 'auto' && made.length > 0;
    if (mayStop && deadline.secondsForPasses() < runner.secondsForNext()) break;
    if (pass.fold !== (made.at(-1)?.fold ?? 0)) {
      await runner.settle();
      network = await loader.load(pass.fold, network);
      checkSameShape(first, network, pass.fold);
    }
    const next = passes[place + 1]?.fold ?? pass.fold;
    if (next !== pass.fold) loader.begin(next, network);
    await runner.run(pass, passes.length);
    made.push(pass);
  }
  return { passes: made, logits: await runner.finish(), organs: runner.organs };
}

/** What other folds answer is added up: channels of another number would be mixed without a word. */
function checkSameShape(first: LoadedNetwork, { shape }: LoadedNetwork, fold: number): void {
  const told = ({ input, output }: LoadedNetwork['shape']): string =>
    `${input.join(' x ')} to ${output.join(' x ')}`;
  if (told(shape) === told(first.shape)) return;
  throw new ModelError(
    `The network of fold number ${fold + 1} turns ${told(shape)} (batch, channels, patch), that of the first fold ${told(first.shape)}. Folds are averaged, so all must come from one training configuration.`,
  );
}
