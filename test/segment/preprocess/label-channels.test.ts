import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { ModelError } from '../../../src/errors.js';
import type { Frame } from '../../../src/segment/preprocess/frame.js';
import { labelChannels } from '../../../src/segment/preprocess/label-channels.js';

const linear: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };
const frame: Frame = {
  imageShape: [1, 1, 6],
  box: [
    [0, 1],
    [0, 1],
    [1, 5],
  ],
  imageSpacing: [1, 1, 2],
  networkSpacing: [1, 1, 1],
};
const segmentation = Int16Array.of(-1, 2, 1, 1);

describe('labelChannels', () => {
  test('has a channel per foreground label on the grid of the images', () => {
    const channels = labelChannels(segmentation, [1, 2], frame, [1, 1, 8], linear);
    expect(channels).toEqual([
      Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
      Float32Array.of(0, 0, 1, 1, 0, 0, 0, 0),
    ]);
  });

  test('says so when segmentations are not resampled as images are', () => {
    const run = () => labelChannels(segmentation, [1], frame, [1, 1, 8], { kind: 'none' });
    expect(run).toThrow(ModelError);
    expect(run).toThrow(/1 x 1 x 4 voxels.*1 x 1 x 8/);
  });
});
