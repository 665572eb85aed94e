import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../../src/compare/compare.js';
import type { FateRow } from '../../src/compare/tell-fates.js';
import { UsageError } from '../../src/errors.js';
import { readVolume } from '../../src/image/read/read-volume.js';
import type { Vec3 } from '../../src/image/volume.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { comparePair } from './support/compare-pair.js';

const root = temporaryFolder();
const studies = { baseline: join(root, 'baseline'), followup: join(root, 'followup') };
const files = {
  report: join(root, 'comparison.json'),
  lesions: join(root, 'comparison.csv'),
  carried: join(root, 'carried.mha'),
  page: join(root, 'comparison.html'),
};
const { lesions, size, result } = await comparePair(
  root,
  { seed: 1, coarser: 1.5 },
  { ...files, weight: 80, height: 180, sex: 'male' },
);

const away = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const rowAt = (place: Vec3, when: 'before' | 'after'): FateRow =>
  result.table.reduce((best, row) => {
    const mm = (of: FateRow) => (of[when] === null ? Infinity : away(of[when].centre, place));
    return mm(row) < mm(best) ? row : best;
  });

describe('compare', () => {
  test('tells what became of each lesion, in a patient who lies elsewhere with an arm lifted', () => {
    const told = lesions.map(({ before, after }) =>
      before.length > 0 ? rowAt(before[0]!, 'before').fate : rowAt(after[0]!, 'after').fate,
    );
    expect(told).toEqual(lesions.map(({ fate }) => fate));
    expect(result.table).toHaveLength(lesions.length);
  });

  test('carries lesions to within 5 mm, those in the lifted arm too', () => {
    const gone = lesions.filter(({ fate }) => fate === 'gone');
    expect(gone.length).toBeGreaterThan(0);
    for (const { before, carried } of gone) {
      expect(away(rowAt(before[0]!, 'before').carriedTo, carried[0]!)).toBeLessThan(5);
    }
    const arm = lesions.find(({ inArm, fate }) => inArm && fate === 'stable')!;
    const [x, y, z] = arm.before[0]!;
    // As the body moves as a whole, it would lie far from there.
    expect(away(arm.carried[0]!, [x + 12, y - 14, z + 24])).toBeGreaterThan(25);
    expect(away(rowAt(arm.before[0]!, 'before').carriedTo, arm.carried[0]!)).toBeLessThan(5);
  });

  test('writes report, table, carried lesions and page', async () => {
    const report = JSON.parse(readFileSync(files.report, 'utf8'));
    expect(report.counts).toMatchObject({ new: 2, gone: 2, split: 1, merged: 1 });
    expect(report.tmtv_ml.change).toBeCloseTo(report.tmtv_ml.after - report.tmtv_ml.before, 9);
    expect(report.sul_peak.before / report.suv_peak.before).toBeCloseTo(0.7716, 4);
    expect(report.percist).toMatchObject({ category: 'PMD', measure: 'SULpeak' });
    const lines = readFileSync(files.lesions, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(result.table.length + 1);
    const carried = await readVolume(files.carried);
    expect(carried.size).toEqual(size);
    expect(new Set(carried.data).size).toBe(result.baseline.lesions + 1);
    const page = readFileSync(files.page, 'utf8');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toContain('<script');
    expect(page.match(/<g class="lesion/g)).toHaveLength(result.table.length);
    expect(page).not.toContain(root);
  });

  test('never writes over a study, and takes what SUL asks for together', async () => {
    const mask = join(root, 'baseline', 'mask.mha');
    await expect(compare({ ...studies, carried: mask })).rejects.toThrow(UsageError);
    await expect(compare({ ...studies, height: 180 })).rejects.toThrow(UsageError);
  });
});
