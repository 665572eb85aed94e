import { readFileSync } from 'node:fs';
import type { Shape } from '../../../src/array/grid.js';
import { openEngine } from '../../../src/runtime/engine.js';
import { predictLogits } from '../../../src/segment/predict/predict-logits.js';
import type { Prediction } from '../../../src/segment/predict/prediction.js';
import { type ConvolutionWeights, convolutionNetwork } from './support/convolution-network.js';
import { convolutionOnnx } from './support/convolution-onnx.js';
import { fakeEngine } from './support/fake-engine.js';
import { classes, fakeInput, fakeModel, fakeOptions } from './support/fake-study.js';

interface Reference {
  readonly title: string;
  readonly shape: Shape;
  readonly patchSize: number[];
  readonly stepSize: number;
  readonly mirrorAxes: number[] | null;
  readonly image: number[][];
  readonly folds: ConvolutionWeights[];
  readonly logits: number[][];
}

/** Made by make_references.py: nnU-Net's predictor over a network of one convolution. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/sliding-window.json', import.meta.url), 'utf8'),
) as Reference[];

function studyOf({ patchSize, image, folds, logits, mirrorAxes, shape, stepSize }: Reference) {
  const model = fakeModel(patchSize, {
    folds: folds.length,
    labels: classes(logits.length),
    mirrorAxes: mirrorAxes ?? [],
    channels: (['CT', 'PET'] as const).slice(0, image.length),
  });
  const channels = image.map((channel) => Float32Array.from(channel));
  return { model, input: fakeInput(channels, shape), options: fakeOptions({ stepSize }) };
}

function expectLogits(found: Prediction, { logits }: Reference): void {
  const isBinary = logits.length === 2;
  expect(found.layout.kind).toBe(isBinary ? 'difference' : 'classes');
  const [background, lesion] = logits as [number[], number[]];
  const expected = isBinary ? [lesion.map((logit, i) => logit - background[i]!)] : logits;
  expect(found.logits).toHaveLength(expected.length);
  for (const [k, channel] of expected.entries()) {
    expect(found.logits[k]).toHaveLength(channel.length);
    const errors = channel.map((logit, i) => Math.abs(found.logits[k]![i]! - logit));
    // Logits up to 10 in float32, and as many as 16 passes over 12 tiles to add up.
    expect(Math.max(...errors)).toBeLessThan(5e-6);
  }
}

describe('predictLogits against nnU-Net', () => {
  test.each(references)('$title', async (reference) => {
    const { patchSize, image, folds } = reference;
    const networks = folds.map((weights, i) => [
      `fold_${i}`,
      convolutionNetwork(patchSize, image.length, weights),
    ]);
    const engine = fakeEngine(Object.fromEntries(networks));
    const { model, input, options } = studyOf(reference);
    expectLogits(await predictLogits(engine, model, input, options), reference);
  });

  test.each(references)('$title, on onnxruntime', async (reference) => {
    const { patchSize, image, folds } = reference;
    const { model, input, options } = studyOf(reference);
    const onnx = folds.map((weights) => () => convolutionOnnx(patchSize, image.length, weights));
    const withNetworks = {
      ...model,
      folds: model.folds.map((fold, i) => ({ ...fold, network: onnx[i]! })),
    };
    const engine = openEngine();
    try {
      expectLogits(await predictLogits(engine, withNetworks, input, options), reference);
    } finally {
      await engine.close();
    }
  });
});
