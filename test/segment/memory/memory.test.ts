import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel, type Model } from '../../../src/nnunet/model/load-model.js';
import { exitCodeOf } from '../../../src/process/exit-codes.js';
import { memoryLimit } from '../../../src/process/memory-limit.js';
import { memoryPeakMb } from '../../../src/process/memory-peak.js';
import { estimateMemory } from '../../../src/segment/memory/estimate-memory.js';
import { fitSessionsAhead } from '../../../src/segment/memory/fit-sessions.js';
import { planMemory } from '../../../src/segment/memory/plan-memory.js';
import { sessionBytes } from '../../../src/segment/memory/session-bytes.js';
import { readStudy } from '../../../src/segment/study/read-study.js';
import { type StudySize, studySize } from '../../../src/segment/study/study-size.js';
import { configuration, makeModel, plans } from '../../support/make-model.js';
import { makeStudy } from '../../support/make-study.js';
import { makeVolume } from '../../support/make-volume.js';
import { openStudyAt } from '../../support/open-study-at.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { usualBlocks } from '../../support/usual-blocks.js';
import { writeNifti } from '../../support/write-nifti.js';

const root = temporaryFolder();
const { petPath, ctPath } = makeStudy(root);
const { log } = recordLog();
// The largest studies of the challenge.
const largest: StudySize = {
  voxels: 400 * 400 * 661,
  spacing: [2, 2, 2],
  fileBytes: { pet: 423e6, ct: 212e6 },
  storedBytes: 635e6,
};
const small: StudySize = {
  ...largest,
  voxels: 1e6,
  storedBytes: 6e6,
  fileBytes: { pet: 0, ct: 0 },
};
let fine: Model;
let coarse: Model;

beforeAll(async () => {
  fine = await loadModel(await makeModel(join(root, 'fine')));
  const at4mm = { ...configuration, spacing: [4, 4, 4] };
  const made = { plans: { ...plans, configurations: { '3d_fullres': at4mm } } };
  coarse = await loadModel(await makeModel(join(root, 'coarse'), made));
});

describe('the limit', () => {
  test("is the container's, where it has one", () => {
    expect(memoryLimit(2e9, 16e9)).toBe(2e9);
  });

  test.each([0, 2 ** 63])('is the machine where the system says %d', (constrained) => {
    expect(memoryLimit(constrained, 16e9)).toBe(16e9);
  });
});

describe('the size of a study', () => {
  test('shows in the headers, before reading, as it does after', async () => {
    const opened = await openStudyAt(petPath, ctPath);
    const size = studySize(opened);
    const voxels = 12 * 10 * 14;
    expect(size).toEqual({
      voxels,
      spacing: [2, 2, 2],
      fileBytes: { pet: 4 * voxels, ct: 2 * voxels },
      storedBytes: 6 * voxels,
    });
    const { pet, ct } = await readStudy(opened, log);
    expect(pet.data.byteLength + ct!.data.byteLength).toBe(size.storedBytes);
  });

  test('is that of a PET alone where there is no CT', async () => {
    const size = studySize(await openStudyAt(petPath, null));
    const voxels = 12 * 10 * 14;
    expect(size).toMatchObject({ fileBytes: { pet: 4 * voxels, ct: 0 }, storedBytes: 4 * voxels });
  });

  test('shows for other formats too', async () => {
    const ct = makeVolume<Int16Array>({ size: [3, 4, 5], data: new Int16Array(60) });
    writeNifti(join(root, 'ct.nii.gz'), ct);
    const size = studySize(await openStudyAt(petPath, join(root, 'ct.nii.gz')));
    const voxels = 12 * 10 * 14;
    // The CT is on another grid, and becomes float32 when it is resampled.
    expect(size).toMatchObject({ fileBytes: { ct: 120 }, storedBytes: 8 * voxels });
  });
});

describe('the estimate', () => {
  const estimate = (model: Model, device: 'cpu' | 'cuda' = 'cpu') =>
    estimateMemory(largest, model, { device, precision: 'auto' }, 1);

  test('counts the volumes that are alive', () => {
    const { network } = estimate(fine);
    // Both images, two channels, the logit; and what is not gone yet.
    const perVoxel = 6 + 2 * 4 + 4 + 1.5 * 2 * 4;
    expect(network).toBeGreaterThan(perVoxel * largest.voxels);
    expect(network).toBeLessThan(perVoxel * largest.voxels + 200e6);
  });

  test('an eighth of the voxels on the network grid at twice the spacing', () => {
    const difference = estimate(fine).network - estimate(coarse).network;
    expect(difference / (24 * largest.voxels * (7 / 8))).toBeCloseTo(1, 6);
  });

  test('a GPU has the activations', () => {
    const [cpu, gpu] = (['cpu', 'cuda'] as const).map((on) => estimate(fine, on));
    expect(cpu!.network).toBeGreaterThan(gpu!.network);
  });
});

describe('sessions side by side', () => {
  // Of 8 channels at full resolution and a patch of 8 x 8 x 8, which make little but their threads.
  const thin = (features = 8): Model => ({ ...fine, configuration: ofFeatures(fine, features) });

  const sessionsOf = (model: Model, threads: number, limit: number): number => {
    const options = { device: 'cuda', precision: 'auto', threads, log } as const;
    return planMemory(small, model, options, limit).sessions[0]!;
  };

  test('are as many as threads, for a network of few channels', () => {
    const counts = [1, 2, 3, 8].map((threads) => sessionsOf(thin(), threads, 64e9));
    expect(counts).toEqual([1, 2, 3, 8]);
    expect([16, 17].map((features) => sessionsOf(thin(features), 2, 64e9))).toEqual([2, 1]);
    // Its plans say nothing of its channels.
    expect(sessionsOf(fine, 2, 64e9)).toBe(1);
  });

  test.each([
    [9, 4],
    [12, 6],
    [16, 8],
    [17, 5],
    [64, 8],
  ])('with %d threads are %d, each of the same number of threads', (threads, sessions) => {
    expect(sessionsOf(thin(), threads, 64e9)).toBe(sessions);
  });

  test('are no more than fit into memory beside the study', () => {
    const { network } = estimateMemory(small, thin(), { device: 'cpu', precision: 'auto' }, 1);
    const beside = (further: number) =>
      (network + further * sessionBytes(thin(), 'auto') + 1) / 0.8;
    const countAt = (limit: number, threads = 8) => sessionsOf(thin(), threads, limit);
    expect([0, 1, 3].map((further) => countAt(beside(further)))).toEqual([1, 2, 4]);
    // The third would leave the threads uneven: 8 are shared by 2 of 4, not by 3.
    expect(countAt(beside(2))).toBe(2);
    expect(countAt(network)).toBe(1);
  });

  test('before there is a study half of the memory is left to it', () => {
    const limit = sessionBytes(thin(), 'auto') / 0.3 + 1;
    expect(fitSessionsAhead(thin(), 2, 'auto', limit)).toBe(2);
    expect(fitSessionsAhead(thin(), 2, 'auto', limit - 2)).toBe(1);
  });

  test('count in the estimate, each with thread, weights, activations and tile', () => {
    const bytes = (sessions: number, device: 'cpu' | 'cuda') =>
      estimateMemory(largest, thin(), { device, precision: 'auto' }, sessions).network;
    expect(bytes(3, 'cpu') - bytes(1, 'cpu')).toBeCloseTo(2 * sessionBytes(thin(), 'auto'), -1);
    expect(bytes(3, 'cuda')).toBe(bytes(1, 'cuda'));
    const activations = 5 * 8 * 8 ** 3 * 4;
    expect(sessionBytes(thin(), 'auto')).toBeGreaterThan(30e6 + activations);
    expect(sessionBytes(thin(16), 'auto') - sessionBytes(thin(8), 'auto')).toBe(activations);
  });

  test('are in the figures that the check gives', () => {
    const figure = (threads: number): string => {
      const { log: told, infos } = recordLog();
      planMemory(small, thin(), { device: 'cpu', precision: 'auto', threads, log: told }, 64e9);
      return infos[0]!;
    };
    expect(figure(1)).toContain('about 0.18 GB');
    expect(figure(8)).toContain('about 0.39 GB');
  });
});

describe('of a cascade', () => {
  const first = (): Model => ({
    ...coarse,
    channels: [],
    dataset: { ...coarse.dataset, channelNames: [] },
  });
  const cascade = (): Model => ({ ...fine, earlierModel: first() });

  test('each network has its sessions, in the order in which they run', () => {
    const options = { device: 'cpu', precision: 'auto', threads: 2, log } as const;
    const thinFirst = { ...first(), configuration: ofFeatures(coarse, 8) };
    const plan = planMemory(small, { ...fine, earlierModel: thinFirst }, options, 64e9);
    expect(plan.sessions).toEqual([2, 1]);
  });

  test('a step needs what the network needs that needs most', () => {
    const options = { device: 'cpu', precision: 'auto', threads: 1, log } as const;
    const both = planMemory(largest, cascade(), options, 64e9).estimate;
    const [early, late] = [first(), fine].map(
      (model) => planMemory(largest, model, options, 64e9).estimate,
    );
    expect(early!.preprocess).toBeLessThan(late!.preprocess);
    expect(both).toEqual(late);
    const reversed = { ...first(), earlierModel: fine };
    expect(planMemory(largest, reversed, options, 64e9).estimate).toEqual(late);
  });
});

test('the next fold is loaded ahead on a GPU, where its weights fit beside', () => {
  const plan = (device: 'cpu' | 'cuda', limit: number) =>
    planMemory(largest, fine, { device, precision: 'auto', threads: 1, log }, limit);
  expect(plan('cuda', 64e9).loadsAhead).toEqual([true]);
  expect(plan('cpu', 64e9).loadsAhead).toEqual([false]);
  const { network } = plan('cuda', 64e9).estimate;
  expect(plan('cuda', (network + 29e6) / 0.8).loadsAhead).toEqual([false]);
});

describe('the check', () => {
  test('passes and says the figures where it fits', () => {
    const { log: told, infos } = recordLog();
    planMemory(largest, fine, { device: 'cpu', precision: 'auto', threads: 1, log: told }, 16e9);
    expect(infos).toEqual([expect.stringMatching(/^memory: about \d\.\d\d GB .* of 16\.00 GB/)]);
  });

  test('refuses with figures and exit code 4 where it does not', () => {
    const check = () =>
      planMemory(largest, fine, { device: 'cpu', precision: 'auto', threads: 1, log }, 1e9);
    expect(check).toThrow(
      /105760000 voxels .* need about \d\.\d\d GB at most \(step: \w+\), of 1\.00 GB/,
    );
    try {
      check();
    } catch (error) {
      expect(exitCodeOf(error)).toBe(4);
    }
  });
});

test('the peak is read from either version of cgroups', () => {
  const [v1, v2] = [join(root, 'v1'), join(root, 'v2')];
  mkdirSync(join(v1, 'memory'), { recursive: true });
  mkdirSync(v2);
  writeFileSync(join(v1, 'memory', 'memory.max_usage_in_bytes'), '3000000\n');
  writeFileSync(join(v2, 'memory.peak'), '5000000\n');
  expect([v1, v2, root].map((folder) => memoryPeakMb(folder))).toEqual([3, 5, null]);
});

function ofFeatures({ configuration: own }: Model, first: number): Model['configuration'] {
  return { ...own, raw: { ...own.raw, ...architecture(first) } };
}

/** Plans of a U-Net with so many channels at full resolution. */
function architecture(first: number) {
  return {
    architecture: {
      network_class_name: 'dynamic_network_architectures.architectures.unet.PlainConvUNet',
      arch_kwargs: {
        n_stages: 2,
        features_per_stage: [first, 2 * first],
        kernel_sizes: [
          [3, 3, 3],
          [3, 3, 3],
        ],
        strides: [
          [1, 1, 1],
          [2, 2, 2],
        ],
        n_conv_per_stage: [1, 1],
        n_conv_per_stage_decoder: [1],
        ...usualBlocks,
      },
      _kw_requires_import: ['conv_op', 'norm_op', 'dropout_op', 'nonlin'],
    },
  };
}
