// Cases of the command line and of the containers, drawn by their shares.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openSegmenter } from '../../../dist/index.js';
import { kit } from '../images/subjects.mjs';
import { runContainer, runEvaluation } from './cases/containers.mjs';
import { evaluateGroups, evaluateMasks } from './cases/evaluate.mjs';
import { segmentCheckpoint, segmentModel } from './cases/segment-model.mjs';
import { segmentStudy } from './cases/segment-study.mjs';

/** Opens what the cases share: a warm model of the kit, for the masks of what changed inputs mean. */
export async function openCases(sandbox, spying) {
  const model = join(sandbox.root, 'model');
  cpSync(join(kit, 'model'), model, { recursive: true });
  const segmenter = await openSegmenter({ model, device: 'cpu', threads: 1 });
  const shared = { sandbox, spying, model, segmenter };
  const kinds = [
    [45, segmentStudy],
    [14, segmentModel],
    [14, segmentCheckpoint],
    [12, evaluateMasks],
    [5, evaluateGroups],
    [6, runContainer],
    [4, runEvaluation],
  ];
  const total = kinds.reduce((sum, [share]) => sum + share, 0);
  return {
    close: () => segmenter.close(),
    run(random, folder) {
      let at = random.next() * total;
      const [, kind] = kinds.find(([share]) => {
        at -= share;
        return at < 0;
      });
      return kind(random, folder, shared);
    },
  };
}
