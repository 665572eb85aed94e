import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStudy, type StudyPaths } from '../../../src/container/algorithm/run-study.js';
import { ResourceError } from '../../../src/errors.js';
import type { SegmentResult } from '../../../src/segment/report/segment-result.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const nothing = {
  timeLimit: null,
  precision: null,
  suvThreshold: null,
  outputSocket: null,
  dataCentric: null,
};
// What is told of it is of no account here.
const found = {
  lesions: { count: 1, tmtvMl: 2, table: [] },
  references: {
    liver: { region: null, notFound: 'none' },
    bloodPool: { region: null, notFound: 'none' },
    percistSuvPeak: null,
  },
  suv: {},
  patient: {},
  passes: { done: [] },
} as unknown as SegmentResult;

/** A job of edition III, in folders of its own. */
function job(name: string) {
  const [input, output] = ['input', 'output'].map((part) => join(root, name, part));
  for (const role of ['pet', 'ct']) {
    mkdirSync(join(input!, 'images', role), { recursive: true });
    writeFileSync(join(input!, 'images', role, `${role}-image.mha`), '');
  }
  mkdirSync(output!);
  const settings = { ...nothing, input: input!, output: output!, model: null, dataCentric: true };
  const run = (segment: (paths: StudyPaths) => Promise<SegmentResult>, told: object = {}) =>
    runStudy(
      settings as never,
      { ...nothing, ...told },
      { segment, segmentDicom: segment as never },
      recordLog().log,
    );
  return { answer: join(output!, 'data-centric-model.json'), output: output!, run };
}

test("edition III's answer lies ready while the study is segmented, and takes its place after the mask", async () => {
  const { answer, output, run } = job('done');
  const files = await run(async (paths) => {
    expect(existsSync(answer)).toBe(false);
    expect(readdirSync(output).filter((name) => /^\.autopet-/.test(name))).toHaveLength(1);
    mkdirSync(join(paths.output, '..'), { recursive: true });
    writeFileSync(paths.output, 'mask');
    return found;
  });
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['mask', 'true\n']);
  expect(readdirSync(output).sort()).toEqual(['data-centric-model.json', 'images']);
});

test('lesions are refined as the environment says, else the model', async () => {
  const asked: unknown[] = [];
  const { run } = job('refined');
  await run(
    async ({ output, suvThreshold }) => {
      asked.push(suvThreshold);
      mkdirSync(join(output, '..'), { recursive: true });
      writeFileSync(output, 'mask');
      return found;
    },
    { suvThreshold: '4' },
  );
  expect(asked).toEqual(['4']);
});

test('without a mask there is no answer either', async () => {
  const { output, run } = job('failed');
  const full = new ResourceError('The disk is full.');
  await expect(run(() => Promise.reject(full))).rejects.toBe(full);
  expect(readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isFile())).toEqual(
    [],
  );
});
