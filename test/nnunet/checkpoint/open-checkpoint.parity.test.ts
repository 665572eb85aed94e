import { existsSync } from 'node:fs';
import { openCheckpoint } from '../../../src/nnunet/checkpoint/open-checkpoint.js';

const parity = new URL('../../../../shared/parity/', import.meta.url).pathname;
const hasData = existsSync(parity);

interface Recorded {
  readonly folder: string;
  readonly weights: number;
  readonly values: number;
  /** Of all values, in float64. */
  readonly sum: number;
  readonly absoluteSum: number;
  readonly first: readonly [name: string, shape: readonly number[]];
  /** Of decoder.transpconvs.0.weight in C order: the sum of value times position, counted from 1. */
  readonly moment: number;
}

/** Computed from torch.load with the duplicates (`decoder.encoder.*`, `*.all_modules.*`) left out. */
const recorded: Recorded[] = [
  {
    folder: 'plain/model/fold_0',
    weights: 68,
    values: 351486,
    sum: -3348.227976307664,
    absoluteSum: 30011.820930164387,
    first: ['encoder.stages.0.0.convs.0.conv.weight', [8, 2, 3, 3, 3]],
    moment: 887947.9144359785,
  },
  {
    folder: 'resenc/model/fold_0',
    weights: 93,
    values: 441454,
    sum: -2696.8498112821817,
    absoluteSum: 35261.529876692526,
    first: ['encoder.stem.convs.0.conv.weight', [8, 2, 1, 3, 3]],
    moment: -283585.34855975746,
  },
  {
    folder: 'resenc/model/fold_1',
    weights: 93,
    values: 441454,
    sum: -4698.0676329421585,
    absoluteSum: 39485.23638284196,
    first: ['encoder.stem.convs.0.conv.weight', [8, 2, 1, 3, 3]],
    moment: 180971.8938625999,
  },
];

(hasData ? describe : describe.skip)(
  hasData ? 'checkpoints that nnU-Net used' : 'skipped: no shared data',
  () => {
    test.each(recorded)('$folder has the values that torch loads', async (reference) => {
      const path = `${parity}${reference.folder}/checkpoint_final.pth`;
      const checkpoint = await openCheckpoint(path);
      try {
        const [firstName, firstWeight] = [...checkpoint.weights][0]!;
        expect([firstName, firstWeight.shape]).toEqual(reference.first);
        expect(checkpoint.weights.size).toBe(reference.weights);

        const total = { values: 0, sum: 0, absoluteSum: 0 };
        for (const weight of checkpoint.weights.values()) {
          const values = await weight.read();
          expect(values).toHaveLength(weight.shape.reduce((product, size) => product * size, 1));
          total.values += values.length;
          for (const value of values) {
            total.sum += value;
            total.absoluteSum += Math.abs(value);
          }
        }
        expect(total.values).toBe(reference.values);
        // Only the order of summation differs.
        expect(total.sum).toBeCloseTo(reference.sum, 7);
        expect(total.absoluteSum).toBeCloseTo(reference.absoluteSum, 7);

        const transposed = await checkpoint.weights.get('decoder.transpconvs.0.weight')!.read();
        const moment = transposed.reduce((sum, value, i) => sum + value * (i + 1), 0);
        expect(moment).toBeCloseTo(reference.moment, 5);
      } finally {
        await checkpoint.close();
      }
    });

    test('the settings repeat those of the model folder', async () => {
      const path = `${parity}resenc/model/fold_1/checkpoint_final.pth`;
      const checkpoint = await openCheckpoint(path);
      await checkpoint.close();
      expect(checkpoint).toMatchObject({
        trainerName: 'nnUNetTrainer',
        mirrorAxes: [0, 1, 2],
        configuration: '3d_fullres',
        fold: '1',
        plans: { plans_name: 'nnUNetPlans', transpose_forward: [0, 1, 2] },
        datasetJson: { channel_names: { 0: 'CT', 1: 'PET' } },
      });
    });
  },
);
