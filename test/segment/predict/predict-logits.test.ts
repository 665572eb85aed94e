import type { Shape } from '../../../src/array/grid.js';
import { predictLogits } from '../../../src/segment/predict/predict-logits.js';
import { constantNetwork } from './support/constant-network.js';
import { fakeEngine } from './support/fake-engine.js';
import { classes, fakeInput, fakeModel, fakeOptions } from './support/fake-study.js';
import { toFourDecimals } from './support/to-four-decimals.js';

const patchSize = [4, 4, 4];
const patch = patchSize.reduce((a, b) => a * b);
/** Three tiles side by side that do not overlap. */
const shape: Shape = [12, 4, 4];
const apart = { stepSize: 1 };

/** CT and PET of air, but for tissue of some HU and SUV in one voxel of each named tile. */
function airWith(tissue: Readonly<Record<number, { hu?: number; suv?: number }>>) {
  const ct = new Float32Array(3 * patch).fill(-1000);
  const pet = new Float32Array(3 * patch);
  for (const [tile, { hu = -1000, suv = 0 }] of Object.entries(tissue)) {
    ct[Number(tile) * patch + 7] = hu;
    pet[Number(tile) * patch + 11] = suv;
  }
  return fakeInput([ct, pet], shape);
}

/** Tissue in slices 3 and 4: one tile over the body, two of nnU-Net's. */
function bodyInTheWay() {
  const ct = new Float32Array(3 * patch).fill(-1000);
  for (const slice of [3, 4]) ct[slice * 16 + 7] = 40;
  return fakeInput([ct, new Float32Array(3 * patch)], shape);
}

/** One logit all over each slice. */
const slices = (...values: number[]) =>
  values.flatMap((value) => Array<number>(shape[1] * shape[2]).fill(value));

/** One logit all over each tile. */
const fill = (...values: number[]) => values.flatMap((value) => Array<number>(patch).fill(value));

describe('predictLogits', () => {
  test('averages folds, each loaded once, and tells what was done', async () => {
    const engine = fakeEngine({
      fold_0: constantNetwork(patchSize, [1, 2]),
      fold_1: constantNetwork(patchSize, [0, 4]),
      fold_2: constantNetwork(patchSize, [8, 1]),
    });
    const model = fakeModel(patchSize, { folds: 3, mirrorAxes: [2] });
    const found = await predictLogits(engine, model, airWith({}), fakeOptions(apart));
    expect(toFourDecimals(found.logits)).toEqual([fill(-0.6667, -0.6667, -0.6667)]);
    expect(found).toMatchObject({
      device: 'cpu',
      tiles: 3,
      tilesSkipped: 0,
      passesPlanned: 6,
      passesPossible: 6,
      passes: [0, 1, 2].flatMap((fold) => [[], [2]].map((mirrorAxes) => ({ fold, mirrorAxes }))),
    });
    expect(engine.loads).toEqual(['fold_0 on cpu', 'fold_1 on cpu', 'fold_2 on cpu']);
  });

  test('begins to load the next fold when the last pass of one begins, and gives the same logits', async () => {
    const networks = {
      fold_0: constantNetwork(patchSize, [1, 2]),
      fold_1: constantNetwork(patchSize, [0, 4]),
      fold_2: constantNetwork(patchSize, [8, 1]),
    };
    const model = fakeModel(patchSize, { folds: 3, mirrorAxes: [2] });
    const inTurn = await predictLogits(
      fakeEngine(networks),
      model,
      airWith({}),
      fakeOptions(apart),
    );
    const engine = fakeEngine(networks);
    const runsBefore: Record<string, number> = {};
    const watched = {
      ...engine,
      loadAhead: (...asked: Parameters<typeof engine.loadAhead>) => {
        runsBefore[asked[0].path] = engine.runs.length;
        engine.loadAhead(...asked);
      },
    };
    const options = fakeOptions({ ...apart, loadsAhead: true });
    const found = await predictLogits(watched, model, airWith({}), options);
    expect(found.logits).toEqual(inTurn.logits);
    // Each fold has two passes of three tiles.
    expect(runsBefore).toEqual({ '/model/fold_1': 3, '/model/fold_2': 9 });
    expect(engine.loads).toEqual(['fold_0 on cpu', 'fold_1 on cpu', 'fold_2 on cpu']);
  });

  test('keeps the logits of several classes apart', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [1, 2, 4]) });
    const model = fakeModel(patchSize, { labels: classes(3) });
    const found = await predictLogits(engine, model, airWith({}), fakeOptions(apart));
    expect(found.layout.kind).toBe('classes');
    expect(toFourDecimals(found.logits)).toEqual([fill(1, 1, 1), fill(2, 2, 2), fill(4, 4, 4)]);
  });

  test('sends every tile through each mirror with TTA, through none without', async () => {
    const network = constantNetwork(patchSize, [0, 1]);
    const model = fakeModel(patchSize, { mirrorAxes: [0, 1] });
    const runsWith = async (tta: 'full' | 'none') => {
      const engine = fakeEngine({ fold_0: network });
      await predictLogits(engine, model, airWith({}), fakeOptions({ ...apart, tta }));
      return engine.runs;
    };
    const thrice = (run: string) => [run, run, run];
    expect(await runsWith('full')).toEqual([
      ...thrice('fold_0 []'),
      ...thrice('fold_0 [0]'),
      ...thrice('fold_0 [1]'),
      ...thrice('fold_0 [0,1]'),
    ]);
    expect(await runsWith('none')).toEqual(thrice('fold_0 []'));
  });

  test('keeps all sessions busy from pass to pass of a fold, but loads the next one after them', async () => {
    const engine = fakeEngine({
      fold_0: constantNetwork(patchSize, [0, 1]),
      fold_1: constantNetwork(patchSize, [0, 4]),
    });
    let atOnce = 0;
    const events: string[] = [];
    const counting = {
      ...engine,
      load: async (...asked: Parameters<typeof engine.load>) => {
        events.push(`load with ${atOnce} under way`);
        return engine.load(...asked);
      },
      run: async (...asked: Parameters<typeof engine.run>) => {
        events.push(`${++atOnce} under way`);
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return engine.run(...asked);
      },
    };
    const model = fakeModel(patchSize, { folds: 2, mirrorAxes: [0, 1] });
    const one = fakeInput([new Float32Array(patch), new Float32Array(patch)], [4, 4, 4]);
    const options = fakeOptions({ ...apart, threads: 2, sessions: 2 });
    const found = await predictLogits(counting, model, one, options);
    expect(toFourDecimals(found.logits)).toEqual([Array(patch).fill(2.5)]);
    const [zero, ...later] = events.join(', ').split('load with ').slice(1);
    for (const fold of [zero!, ...later]) expect(fold).toMatch(/^0 under way, .*3 under way/);
  });

  test('reports progress tile by tile, up to all passes', async () => {
    const progress: [number, number][] = [];
    await predictLogits(
      fakeEngine({ fold_0: constantNetwork(patchSize, [0, 1]) }),
      fakeModel(patchSize, { mirrorAxes: [1] }),
      airWith({}),
      fakeOptions({ ...apart, onProgress: (...now) => progress.push(now) }),
    );
    expect(progress).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  });
});

const auto = { ...apart, tta: 'auto' } as const;
const autoInNoTime = { ...auto, deadline: { hasLimit: true, secondsForPasses: () => 0 } };

describe.each([
  ['and time enough', auto],
  ['and too little time', autoInNoTime],
])('predictLogits with tta auto %s, where tiles over the body would be no fewer', (_, auto) => {
  test('leaves the background to the background channel where classes are apart', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [1, 2, 3]) });
    const model = fakeModel(patchSize, { labels: classes(3) });
    const input = airWith({ 0: { hu: 40 } });
    const found = await predictLogits(engine, model, input, fakeOptions(auto));
    expect(toFourDecimals(found.logits)).toEqual([fill(1, 10, 10), fill(2, 0, 0), fill(3, 0, 0)]);
  });

  test('finds background all over in an image of nothing but air', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5]) });
    const found = await predictLogits(engine, fakeModel(patchSize), airWith({}), fakeOptions(auto));
    expect(toFourDecimals(found.logits)).toEqual([fill(-10, -10, -10)]);
    expect(found).toMatchObject({ tiles: 0, tilesSkipped: 3 });
  });

  test('runs what has uptake outside of the CT’s field of view', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5]) });
    const input = airWith({ 2: { suv: 0.8 } });
    const found = await predictLogits(engine, fakeModel(patchSize), input, fakeOptions(auto));
    expect(toFourDecimals(found.logits)).toEqual([fill(-10, -10, 5)]);
  });

  test('judges by the images alone where a cascade adds channels', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5], 3) });
    const air = airWith({ 1: { hu: 40 } });
    const input = { ...air, channels: [...air.channels, new Float32Array(3 * patch).fill(1)] };
    const found = await predictLogits(engine, fakeModel(patchSize), input, fakeOptions(auto));
    expect(toFourDecimals(found.logits)).toEqual([fill(-10, 5, -10)]);
  });
});

describe('predictLogits with tta auto', () => {
  test('calls tiles of air background without running them, in every pass', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5]) });
    const model = fakeModel(patchSize, { mirrorAxes: [0] });
    const input = airWith({ 1: { hu: 40 } });
    const found = await predictLogits(engine, model, input, fakeOptions(auto));
    expect(toFourDecimals(found.logits)).toEqual([fill(-10, 5, -10)]);
    expect(found).toMatchObject({ tiles: 1, tilesSkipped: 2, passesPlanned: 2 });
    expect(engine.runs).toEqual(['fold_0 []', 'fold_0 [0]']);
  });

  test('lets a skipped tile weigh as much as one that was run, where they overlap', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 6]) });
    // Tiles start at 0, 2, 4, ...; only the first holds the tissue, in its first slice.
    const input = airWith({ 0: { hu: 40 } });
    const options = fakeOptions({ ...auto, stepSize: 0.5 });
    const found = await predictLogits(engine, fakeModel(patchSize), input, options);
    expect(found).toMatchObject({ tiles: 1, tilesSkipped: 4 });
    // Slice 2 has weight 1 from the first tile, exp(-8) from the second; slice 3 exp(-2) of both.
    const slice = (z: number) => found.logits[0]![z * 16]!;
    expect(slice(1)).toBeCloseTo(6, 5);
    expect(slice(2)).toBeCloseTo((6 - 10 * Math.exp(-8)) / (1 + Math.exp(-8)), 5);
    expect(slice(3)).toBeCloseTo((6 - 10) / 2, 5);
    expect(slice(4)).toBeCloseTo(-10, 5);
  });
});

describe('predictLogits with tta auto and a body that nnU-Net cuts in two', () => {
  const runOn = (device: 'cpu' | 'webgpu', stepSize: number) => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5]) });
    const options = fakeOptions({ stepSize, tta: 'auto', device });
    return predictLogits(engine, fakeModel(patchSize), bodyInTheWay(), options);
  };

  test('on a CPU lays the tiles over the body where that takes half as many', async () => {
    const found = await runOn('cpu', 1);
    expect(found).toMatchObject({ tiles: 1, tilesSkipped: 2 });
    expect(toFourDecimals(found.logits)).toEqual([
      slices(-10, -10, 5, 5, 5, 5, -10, -10, -10, -10, -10, -10),
    ]);
  });

  test('on a GPU keeps to nnU-Net’s places', async () => {
    const found = await runOn('webgpu', 1);
    expect(found).toMatchObject({ tiles: 2, tilesSkipped: 1 });
    expect(toFourDecimals(found.logits)).toEqual([fill(5, 5, -10)]);
  });
});

describe('predictLogits with tta auto and too little time', () => {
  test('lays the tiles over the body, and starts anew with them', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5]) });
    const options = fakeOptions({ ...autoInNoTime, device: 'webgpu' });
    const progress: [number, number][] = [];
    const model = fakeModel(patchSize, { mirrorAxes: [0] });
    const found = await predictLogits(engine, model, bodyInTheWay(), {
      ...options,
      onProgress: (...now) => progress.push(now),
    });
    // Tissue is in slices 3 and 4; a slice of air on either side fills a patch.
    expect(toFourDecimals(found.logits)).toEqual([
      slices(-10, -10, 5, 5, 5, 5, -10, -10, -10, -10, -10, -10),
    ]);
    expect(found).toMatchObject({ tiles: 1, tilesSkipped: 2, passesPlanned: 1 });
    // One run to try the GPU, two tiles of nnU-Net's to time it, and the one over the body.
    expect(engine.runs).toEqual(Array(4).fill('fold_0 []'));
    expect(progress.at(-1)).toEqual([1, 1]);
  });

  test('judges by the images alone where a cascade adds channels', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 5], 3) });
    const input = bodyInTheWay();
    const more = {
      ...input,
      channels: [...input.channels, new Float32Array(3 * patch).fill(1)],
      intensities: [...input.intensities, input.intensities[0]!],
    };
    const found = await predictLogits(
      engine,
      fakeModel(patchSize),
      more,
      fakeOptions(autoInNoTime),
    );
    expect(found).toMatchObject({ tiles: 1, tilesSkipped: 2 });
  });

  test('lets a skipped tile weigh as much as one that was run, where they overlap', async () => {
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 6]) });
    // Tiles start at 0, 2, 4 and 6; only the first and the last hold tissue, in slices 0 and 8.
    const input = airWith({ 0: { hu: 40 }, 2: { hu: 40 } });
    const options = fakeOptions({ ...autoInNoTime, stepSize: 0.5 });
    const found = await predictLogits(engine, fakeModel(patchSize), input, options);
    expect(found).toMatchObject({ tiles: 2, tilesSkipped: 3 });
    // Slice 2 has weight 1 from the first tile, exp(-8) from the second; slice 3 exp(-2) of both.
    const slice = (z: number) => found.logits[0]![z * 16]!;
    expect(slice(1)).toBeCloseTo(6, 5);
    expect(slice(2)).toBeCloseTo((6 - 10 * Math.exp(-8)) / (1 + Math.exp(-8)), 5);
    expect(slice(3)).toBeCloseTo((6 - 10) / 2, 5);
    expect(slice(4)).toBeCloseTo(-10, 5);
    expect(slice(9)).toBeCloseTo(6, 5);
    expect(slice(10)).toBe(-10);
  });
});
