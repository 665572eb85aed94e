import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf } from '../../src/errors.js';
import { readStudy } from '../../src/image/read-study.js';
import { checkMemory } from '../../src/memory/check-memory.js';
import { estimateMemory } from '../../src/memory/estimate-memory.js';
import { memoryLimit } from '../../src/memory/memory-limit.js';
import { memoryPeakMb } from '../../src/memory/memory-peak.js';
import { peekStudySize, type StudySize, studySize } from '../../src/memory/study-size.js';
import { loadModel, type Model } from '../../src/model/load-model.js';
import { configuration, makeModel, plans } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

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
    const peeked = await peekStudySize(petPath, ctPath);
    const voxels = 12 * 10 * 14;
    expect(peeked).toEqual({
      voxels,
      spacing: [2, 2, 2],
      fileBytes: { pet: 4 * voxels, ct: 2 * voxels },
      storedBytes: 6 * voxels,
    });
    const read = studySize(await readStudy(petPath, ctPath, log));
    expect({ ...peeked, fileBytes: read.fileBytes }).toEqual(read);
  });

  test('is left to reading for other formats, and for files that are none', async () => {
    writeFileSync(join(root, 'none.mha'), 'no image\n');
    expect(await peekStudySize(petPath, '/somewhere/ct.nii.gz')).toBeNull();
    expect(await peekStudySize(petPath, join(root, 'none.mha'))).toBeNull();
  });
});

describe('the estimate', () => {
  test('counts the volumes that are alive', () => {
    const { network } = estimateMemory(largest, fine, 'cpu');
    // Both images, two channels, the logit; and what is not gone yet.
    const perVoxel = 6 + 2 * 4 + 4 + 1.5 * 2 * 4;
    expect(network).toBeGreaterThan(perVoxel * largest.voxels);
    expect(network).toBeLessThan(perVoxel * largest.voxels + 200e6);
  });

  test('an eighth of the voxels on the network grid at twice the spacing', () => {
    const difference =
      estimateMemory(largest, fine, 'cpu').network - estimateMemory(largest, coarse, 'cpu').network;
    expect(difference / (24 * largest.voxels * (7 / 8))).toBeCloseTo(1, 6);
  });

  test('a GPU has the activations', () => {
    const [cpu, gpu] = (['cpu', 'cuda'] as const).map((on) => estimateMemory(largest, fine, on));
    expect(cpu!.network).toBeGreaterThan(gpu!.network);
  });
});

describe('the check', () => {
  test('passes and says the figures where it fits', () => {
    const { log: told, infos } = recordLog();
    checkMemory(largest, fine, 'cpu', told, 16e9);
    expect(infos).toEqual([expect.stringMatching(/^memory: about \d\.\d\d GB .* of 16\.00 GB/)]);
  });

  test('refuses with figures and exit code 4 where it does not', () => {
    const check = () => checkMemory(largest, fine, 'cpu', log, 1e9);
    expect(check).toThrow(
      /105760000 voxels .* need about \d\.\d\d GB at most \(stage: \w+\), of 1\.00 GB/,
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
