import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateInteractive } from '../../../src/evaluate/interactive/evaluate-interactive.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const shared = new URL('../../../../shared/data/metrics/', import.meta.url).pathname;
const hasData = existsSync(shared);
const root = temporaryFolder();

describe(hasData ? "the challenge's own session" : 'skipped: no shared data', () => {
  (hasData ? test : test.skip)('has its Dice and its area to 1e-5', async () => {
    mkdirSync(join(root, 'references'));
    copyFileSync(`${shared}psma_case_gt.nii.gz`, join(root, 'references/case.nii.gz'));
    for (const i of [0, 1, 2, 3, 4]) {
      const folder = join(root, `masks/iteration_${i}`);
      mkdirSync(folder, { recursive: true });
      copyFileSync(`${shared}psma_case_pred_${i}.nii.gz`, join(folder, 'case.nii.gz'));
    }
    const { results } = await evaluateInteractive({
      ...{ predictions: join(root, 'masks'), references: join(root, 'references') },
      ...{ bootstrap: 0, workers: 1 },
    });
    const official = [0.8702044, 0.8856848, 0.8711041, 0.8783548, 0.8876652];
    for (const [i, dice] of results[0]!.dice.entries()) {
      expect(Math.abs(dice! - official[i]!)).toBeLessThanOrEqual(1e-5);
    }
    expect(Math.abs(results[0]!.auc_dice! - 3.51408)).toBeLessThanOrEqual(1e-5);
  });
});
