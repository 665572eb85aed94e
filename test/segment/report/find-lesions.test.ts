import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { segment } from '../../../src/segment/segment.js';
import { makeModel } from '../../support/make-model.js';
import { makeStudy } from '../../support/make-study.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
// Its logit is SUV - 4: 5 in the lesion's 27 voxels, -3 in the body, -3.99 outside.
const study = makeStudy(root);
const voxelMl = 0.008;
let model = '';

/** A model that says what its certainties are worth. */
function calibrate(logit: number, sum?: string) {
  const path = 'fold_0/checkpoint_final.onnx';
  const sha256 = createHash('sha256')
    .update(readFileSync(join(model, path)))
    .digest('hex');
  const calibration = {
    weights: { [path]: sum ?? sha256 },
    lesion_confidence: { intercept: -2, per_logit: 0.5, per_log_ml: 0.25 },
    tmtv_interval: { logit, coverage: 0.8 },
  };
  const lesion_certainty = [{ from_ml: 0, probability: logit > 5 ? 0.999 : 0.6 }];
  const content = { sha256: { [path]: sha256 }, calibration, lesion_certainty };
  writeFileSync(join(model, 'model.json'), JSON.stringify(content));
}

const run = (name: string, more: object = {}) =>
  segment({
    ...{ pet: study.petPath, ct: study.ctPath, model, device: 'cpu', tta: 'full', threads: 1 },
    ...{ output: join(root, name, 'mask.mha'), report: join(root, name, 'report.json') },
    page: join(root, name, 'page.html'),
    ...more,
  });

beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
});

describe('a calibrated model', () => {
  test('tells where the volume lies, and how likely a lesion is one', async () => {
    calibrate(3.5);
    const { lesions } = await run('calibrated');
    const body = study.pet.data.filter((suv) => suv >= 1).length;
    expect(lesions.tmtvInterval).toEqual({
      lowMl: expect.closeTo(27 * voxelMl, 12),
      highMl: expect.closeTo(body * voxelMl, 12),
      coverage: 0.8,
    });
    const [row] = lesions.table;
    const expected = 1 / (1 + Math.exp(2 - 0.5 * 5 - 0.25 * Math.log(27 * voxelMl)));
    expect(row!.confidence).toBeCloseTo(expected, 6);
    const report = JSON.parse(readFileSync(join(root, 'calibrated', 'report.json'), 'utf8'));
    const { lowMl, highMl } = lesions.tmtvInterval!;
    const interval = { low_ml: lowMl, high_ml: highMl, coverage: 0.8 };
    expect(report.lesions).toMatchObject({ tmtv_interval: interval });
    expect(report.lesions.table[0].confidence).toBe(row!.confidence);
    const page = readFileSync(join(root, 'calibrated', 'page.html'), 'utf8');
    expect(page).toContain('TMTV, interval of 80 %');
  });

  test('counts what was dropped as what may be lesion, and never leaves the volume out', async () => {
    // Above 5.5 there is nothing, and the lesion is not sure enough to stay.
    calibrate(5.5);
    const { lesions } = await run('dropped');
    expect(lesions).toMatchObject({ count: 0, tmtvMl: 0 });
    const all = study.pet.data.length * voxelMl;
    expect(lesions.tmtvInterval).toEqual({
      lowMl: 0,
      highMl: expect.closeTo(all, 9),
      coverage: 0.8,
    });
  });

  test.each([
    ['lesions were refined', undefined, { suvThreshold: '5' }],
    ['the calibration is of other weights', '0'.repeat(64), {}],
  ])('tells no interval where %s', async (name, sum, more) => {
    calibrate(3.5, sum);
    const { lesions } = await run(name.replaceAll(' ', '-'), more);
    expect(lesions.tmtvInterval).toBeNull();
    expect(lesions.table[0]!.confidence === null).toBe(sum !== undefined);
  });
});
