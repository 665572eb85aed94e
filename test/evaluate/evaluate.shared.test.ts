import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evaluation } from '../../src/evaluate/result/evaluation.js';
import { runNode } from '../support/run-node.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const shared = new URL('../../../shared/data/metrics/', import.meta.url).pathname;
const hasData = existsSync(shared);
const root = temporaryFolder();

/** By the challenge's own scripts: Dice and false positive volume (ml) of each prediction. */
const official = [
  [0.8702044346217599, 0.9046188],
  [0.885684812678764, 0.5867798],
  [0.8711040676175383, 0.5623306],
  [0.8783548440966672, 0.5623306],
  [0.8876651982378855, 0.5623306],
] as const;

describe(hasData ? 'a real study, scored officially' : 'skipped: no shared data', () => {
  (hasData ? test : test.skip)('has the official Dice, FPV and FNV to 1e-6', async () => {
    for (const folder of ['predictions', 'references']) mkdirSync(join(root, folder));
    official.forEach((_, n) => {
      copyFileSync(`${shared}psma_case_pred_${n}.nii.gz`, join(root, `predictions/${n}.nii.gz`));
      copyFileSync(`${shared}psma_case_gt.nii.gz`, join(root, `references/${n}.nii.gz`));
    });
    const folders = ['predictions', 'references'].flatMap((f) => [`--${f}`, join(root, f)]);
    const output = join(root, 'metrics.json');
    expect((await runNode('cli.js', ['evaluate', ...folders, '--output', output])).code).toBe(0);
    const { results }: Evaluation = JSON.parse(readFileSync(output, 'utf8'));
    for (const [n, { dice, fpv_ml, fnv_ml }] of results.entries()) {
      expect(Math.abs(dice! - official[n]![0])).toBeLessThan(1e-6);
      expect(Math.abs(fpv_ml! - official[n]![1])).toBeLessThan(1e-6);
      expect(Math.abs(fnv_ml! - 0.9535171)).toBeLessThan(1e-6);
    }
    expect(results).toHaveLength(5);
  });
});
