import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runContainer } from '../../../src/container/algorithm/run-container.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { writeSeries } from '../../support/dicom-series.js';
import { makeDicomStudy } from '../../support/make-dicom-study.js';
import { makeModel } from '../../support/make-model.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();

test('sockets of DICOM: the PET becomes SUV by its header, and a short one is taken', async () => {
  const { study, petSeries, ctSeries } = makeDicomStudy(root);
  const [input, output] = [join(root, 'input'), join(root, 'output')];
  // 14 slices of 2 mm are no whole body: a job that fails scores nothing.
  const thin = { spacing: [2, 2, 2] } as const;
  const up = (z: number): number => study.pet.size[2] - 1 - z;
  const place = (z: number) => [['00200032', 'DS', `0\\0\\${2 * up(z)}`]] as const;
  writeSeries(join(input, 'images/pet'), { ...petSeries, ...thin, more: place });
  writeSeries(join(input, 'images/ct'), { ...ctSeries, ...thin });
  mkdirSync(output);
  const { log, warnings } = recordLog();
  const model = await makeModel(join(root, 'model'));
  const environment = { AUTOPET_INPUT: input, AUTOPET_OUTPUT: output, AUTOPET_MODEL: model };
  await runContainer(environment, log, () => undefined);
  const folder = join(output, 'images/automated-petct-lesion-segmentation');
  expect(readdirSync(folder)).toEqual(['ct.mha']);
  const mask = await readVolume(join(folder, 'ct.mha'));
  expect(mask.data).toEqual(Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0)));
  expect(warnings.join('\n')).toContain('too few slices');
});
