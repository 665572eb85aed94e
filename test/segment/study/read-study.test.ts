import { join } from 'node:path';
import { airHu } from '../../../src/dicom/air-hu.js';
import { readStudy } from '../../../src/segment/study/read-study.js';
import { makeVolume } from '../../support/make-volume.js';
import { openStudyAt } from '../../support/open-study-at.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';

const folder = temporaryFolder();
const petPath = join(folder, 'pet.mha');
const ctPath = join(folder, 'ct.mha');
const size = [4, 4, 4] as const;
const pet = makeVolume({ size, data: new Float32Array(64).fill(1.5) });
const ct = makeVolume<Int16Array>({ size, data: new Int16Array(64).fill(40) });

test('images on one grid are left as they are', async () => {
  writeMha(petPath, pet);
  writeMha(ctPath, ct);
  const recorded = recordLog();
  const study = await readStudy(await openStudyAt(petPath, ctPath), recorded.log);
  expect(study.pet).toEqual(pet);
  expect(study.ct!.data).toEqual(ct.data);
  expect(recorded).toMatchObject({ infos: [], warnings: [] });
});

test('a PET alone is looked at by itself', async () => {
  writeMha(petPath, pet);
  const study = await readStudy(await openStudyAt(petPath, null), recordLog().log);
  expect(study).toMatchObject({ pet: { data: pet.data }, ct: null });
  expect(study.inputCheck.findings.map(({ code }) => code)).toEqual(['too-small']);
});

test('a PET alone may be refused too', async () => {
  const data = new Float32Array(4096).map((_, i) => (i % 7) - 3.5);
  writeMha(petPath, makeVolume({ size: [16, 16, 16], data }));
  const study = await readStudy(await openStudyAt(petPath, null), recordLog().log);
  expect(study.inputCheck).toMatchObject({ verdict: 'refuse', findings: [{ code: 'pet-scale' }] });
});

test('what is odd about an image is told with its name', async () => {
  writeMha(petPath, pet, { Offset: null });
  writeMha(ctPath, ct);
  const recorded = recordLog();
  await readStudy(await openStudyAt(petPath, ctPath), recorded.log);
  expect(recorded.warnings).toEqual([
    `${petPath}: It has no Offset: its first voxel is taken to lie at 0, 0, 0.`,
  ]);
});

test('a CT on another grid is resampled, and the log says so', async () => {
  writeMha(petPath, pet);
  const finer = makeVolume<Int16Array>({
    size: [8, 8, 4],
    spacing: [1, 1, 2],
    origin: [-0.5, -0.5, 0],
    data: new Int16Array(256).fill(40),
  });
  writeMha(ctPath, finer);
  const recorded = recordLog();
  const study = await readStudy(await openStudyAt(petPath, ctPath), recorded.log);
  expect(study.ct).toEqual({ ...pet, data: new Float32Array(64).fill(40) });
  expect(recorded.infos).toEqual([
    'CT resampled onto the PET grid (CT 8 x 8 x 4 at 1 x 1 x 2 mm, PET 4 x 4 x 4 at 2 x 2 x 2 mm)',
  ]);
});

test('a CT stored back to front is put the right way round', async () => {
  const ramp = Int16Array.from({ length: 64 }, (_, i) => i);
  writeMha(petPath, pet);
  writeMha(ctPath, {
    ...ct,
    data: ramp.toReversed(),
    direction: [-1, 0, 0, 0, -1, 0, 0, 0, -1],
    origin: [6, 6, 6],
  });
  const study = await readStudy(await openStudyAt(petPath, ctPath), recordLog().log);
  expect([...study.ct!.data]).toEqual([...ramp]);
});

test('where the CT does not reach there is air, and a warning', async () => {
  writeMha(petPath, pet);
  writeMha(ctPath, { ...ct, origin: [0, 0, 4] });
  const study = await readStudy(await openStudyAt(petPath, ctPath), recordLog().log);
  expect([...study.ct!.data]).toEqual([...Array(32).fill(airHu), ...Array(32).fill(40)]);
  expect(study.inputCheck).toMatchObject({
    verdict: 'warn',
    findings: [
      { code: 'too-small' },
      { code: 'ct-field-cut', measured: expect.stringMatching(/50 % of the PET's uptake/) },
    ],
  });
});

test('PET and CT apart in space are refused', async () => {
  writeMha(petPath, pet);
  writeMha(ctPath, { ...ct, origin: [500, 0, 0] });
  await expect(readStudy(await openStudyAt(petPath, ctPath), recordLog().log)).rejects.toThrow(
    /do not overlap in space/,
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a voxel that is %s is refused', async (bad) => {
  const data = pet.data.slice();
  data[1 + 4 * (2 + 4 * 3)] = bad;
  writeMha(petPath, { ...pet, data });
  writeMha(ctPath, ct);
  await expect(readStudy(await openStudyAt(petPath, ctPath), recordLog().log)).rejects.toThrow(
    /1 voxel\(s\) that are NaN or infinite, the first at x,y,z = 1,2,3/,
  );
});

test('a PET without uptake is not to be trusted', async () => {
  writeMha(petPath, { ...pet, data: new Float32Array(64) });
  writeMha(ctPath, ct);
  const { inputCheck } = await readStudy(await openStudyAt(petPath, ctPath), recordLog().log);
  expect(inputCheck).toMatchObject({ verdict: 'refuse', findings: [{ code: 'pet-empty' }] });
});
