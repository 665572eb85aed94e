import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { resampleData } from '../../../src/array/resample/resample-data.js';
import { InputError } from '../../../src/errors.js';
import type { ChannelJob } from '../../../src/segment/preprocess/channel-job.js';
import { normalise } from '../../../src/segment/preprocess/normalise.js';
import { prepareAside } from '../../../src/segment/preprocess/prepare-aside.js';
import { prepareChannel } from '../../../src/segment/preprocess/prepare-channel.js';
import { smallShapes } from '../../support/small-shapes.js';

const ct = { mean: 107.777, std: 286.173, percentile_00_5: -831.948, percentile_99_5: 1127.519 };
const spacing = [1.5, 1.25, 1] as const;

const jobs = smallShapes.chain((shape) =>
  fc.record({
    shape: fc.constant<Shape>(shape),
    newShape: fc.tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 8 }),
    ),
    voxels: fc.oneof(
      fc
        .array(fc.integer({ min: -2000, max: 3000 }), ofLength(shape))
        .map((values) => Int16Array.from(values)),
      fc
        .array(fc.float({ min: -2000, max: 3000, noNaN: true }), ofLength(shape))
        .map((values) => Float32Array.from(values)),
    ),
    scheme: fc.constantFrom<ChannelJob['scheme']>('CTNormalization', 'ZScoreNormalization'),
    resampling: fc.constantFrom<ChannelJob['resampling']>(
      { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: null },
      { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: true },
      { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null },
      { kind: 'torch', forceSeparateZ: null },
      { kind: 'none' },
    ),
    spacing: fc.constant(spacing),
    newSpacing: fc.constant(spacing),
    properties: fc.constant(ct),
    inside: fc.constant(null),
  }),
);

function ofLength(shape: Shape) {
  const length = shape.reduce((a, b) => a * b);
  return { minLength: length, maxLength: length };
}

test('gives what normalising and then resampling give, to the last bit', () => {
  fc.assert(
    fc.property(jobs, (job) => {
      const { voxels, shape, newShape, newSpacing, resampling, scheme } = job;
      const original = voxels.slice();
      const { data, intensity } = normalise(voxels, scheme, ct);
      const expected = resampleData(data, shape, newShape, spacing, newSpacing, resampling);
      const prepared = prepareChannel(job);
      expect(prepared.shape).toEqual(expected.shape);
      expect(prepared.intensity).toEqual(intensity);
      // Zeros of either sign are the same.
      expect(prepared.data.map(plus0)).toEqual(expected.data.map(plus0));
      expect(voxels).toEqual(original);
    }),
  );
});

const plus0 = (value: number): number => value + 0;

const job: ChannelJob = {
  voxels: Int16Array.from({ length: 60 }, (_, i) => ((i * i * 37) % 1900) - 900),
  shape: [3, 4, 5],
  newShape: [2, 5, 3],
  spacing,
  newSpacing: spacing,
  scheme: 'CTNormalization',
  properties: ct,
  inside: null,
  resampling: { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: null },
};

describe('prepareAside', () => {
  test.each(['own', 'shared'])('gives the same in another thread, of %s memory', async (memory) => {
    const voxels =
      memory === 'own' ? job.voxels : new Int16Array(new SharedArrayBuffer(2 * job.voxels.length));
    voxels.set(job.voxels);
    expect(await prepareAside({ ...job, voxels })).toEqual(prepareChannel(job));
    expect(voxels).toHaveLength(60);
  });

  test('refuses what is refused here, with the same words', async () => {
    const colour: ChannelJob = { ...job, scheme: 'RGBTo01Normalization' };
    const refused = prepareAside(colour);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/needs values from 0 to 255; the image has -900/);
    expect(() => prepareChannel(colour)).toThrow(InputError);
  });
});
