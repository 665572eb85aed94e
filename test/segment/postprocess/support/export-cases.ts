import type { BoundingBox } from '../../../../src/array/bounding-box.js';
import type { GridSpacing, Shape } from '../../../../src/array/grid.js';
import type { ResamplingFn } from '../../../../src/array/resample/resampling-fn.js';
import type { Model } from '../../../../src/nnunet/model/load-model.js';
import type { Axes } from '../../../../src/nnunet/model/plans.js';
import type { Prediction } from '../../../../src/segment/predict/prediction.js';
import type { NetworkInput } from '../../../../src/segment/preprocess/preprocess.js';
import { fakeInput, fakeModel } from '../../predict/support/fake-study.js';
import { keptChannels } from './kept-channels.js';
import { type DeclaredLabels, labelsOf, readFixture } from './read-fixture.js';

/** Logits on the network's grid, and what nnU-Net makes of them on the image's. */
export interface ExportCase {
  readonly title: string;
  readonly prediction: Prediction;
  readonly input: NetworkInput;
  readonly model: Model;
  /** One digit per voxel, [z,y,x] of the image. */
  readonly segmentation: string;
  readonly lastProbability: readonly number[];
}

interface Stored extends DeclaredLabels {
  readonly title: string;
  readonly transposeBackward: Axes;
  readonly imageShape: Shape;
  readonly box: BoundingBox;
  readonly imageSpacing: GridSpacing;
  /** The configuration's: two numbers for a 2-D one. */
  readonly spacing: readonly number[];
  readonly resampling: string;
  readonly shape: Shape;
  readonly logits: readonly number[][];
  readonly segmentation: string;
  readonly lastProbability: readonly number[];
}

/** The exports of make_references.py as postprocessing gets them. */
export const exportCases: readonly ExportCase[] = readFixture<Stored[]>('exports').map(toCase);

function toCase({ title, segmentation, lastProbability, ...stored }: Stored): ExportCase {
  const { imageShape, box, imageSpacing, spacing, shape, transposeBackward } = stored;
  const resampling: ResamplingFn =
    stored.resampling === 'resample_torch_fornnunet'
      ? { kind: 'torch', forceSeparateZ: null }
      : { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };
  const labels = labelsOf(stored);
  const { layout, channels } = keptChannels(stored.logits, labels, resampling);
  const [depth, ...inPlane] = spacing.length === 2 ? [imageSpacing[0], ...spacing] : spacing;
  const networkSpacing = [depth, ...inPlane] as unknown as GridSpacing;
  const model = fakeModel(shape, { labels });
  return {
    title,
    segmentation,
    lastProbability,
    prediction: {
      logits: channels,
      layout,
      organs: null,
      device: 'cpu',
      precision: 'float32',
      sessions: 1,
      tiles: 1,
      tilesSkipped: 0,
      passes: [{ fold: 0, mirrorAxes: [] }],
      passesPlanned: 1,
      passesPossible: 1,
    },
    input: {
      ...fakeInput([], shape),
      frame: { imageShape, box, imageSpacing, networkSpacing },
    },
    model: {
      ...model,
      plans: { ...model.plans, transposeBackward },
      configuration: { ...model.configuration, resamplingProbabilities: resampling },
    },
  };
}
