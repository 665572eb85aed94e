import { objectNames } from '../dicom/write/object-names.js';
import { checkOutputs } from '../files/check-outputs.js';
import { loadModel } from '../nnunet/model/load-model.js';
import { modelFiles } from '../nnunet/model/model-files.js';
import { interruptible } from '../process/interruptible.js';
import { throwIfAborted } from '../process/until-aborted.js';
import { normaliseOptions } from '../segment/options/normalise-options.js';
import { folderSchema } from '../segment/options/options-schema.js';
import { usedModel } from '../segment/report/make-result.js';
import { inputFiles } from '../segment/study/input-files.js';
import { type CohortStudy, isDicom } from './cohort-study.js';
import { indexPath } from './index/write-index.js';
import { refuseFailures } from './refuse-failures.js';
import type { CompleteStudiesOptions, StudiesOptions } from './studies-options.js';
import { flatPlaces } from './study-places.js';
import type { Turn } from './take-study.js';
import { tellOutcome } from './tell-outcome.js';
import { useTaker } from './use-taker.js';
import { writeFlatIndex } from './write-flat-index.js';
import { type Outcome, tablePaths, writeTables } from './write-tables.js';

/**
 * Segments study after study with a model that is loaded once. A study that fails does not keep the
 * others; one that an earlier run has done is not done again: the same bytes of PET and CT, weights, version and
 * options. The table is written
 * after each.
 *
 * @throws StudiesError at the end, when studies failed
 * @throws OptionError
 * @throws ModelError, DeviceError, ResourceError when the model cannot be loaded
 * @throws InterruptedError
 */
export async function segmentStudies(
  studies: readonly CohortStudy[],
  given: StudiesOptions,
): Promise<readonly Outcome[]> {
  const options = normaliseOptions(folderSchema, given);
  return interruptible(options.signal, async () => {
    const outcomes = await segmentEach(studies, options);
    refuseFailures(outcomes);
    return outcomes;
  });
}

async function segmentEach(
  studies: readonly CohortStudy[],
  options: CompleteStudiesOptions,
): Promise<readonly Outcome[]> {
  const { output: folder, log, signal } = options;
  const turns = studies.map((study) => ({
    study,
    places: flatPlaces(folder, options.dicomOutput, options.pages, study),
  }));
  await checkAllOutputs(turns, options);
  const model = await loadModel(options.model, options);
  const run = { model: await usedModel(model), options, told: {} };
  return useTaker(model, run, async (take) => {
    const outcomes: Outcome[] = [];
    for (const [k, turn] of turns.entries()) {
      const place = `${k + 1} of ${studies.length}, ${turn.study.name}`;
      const { outcome, isOld } = await take(turn, place, turns[k + 1]);
      throwIfAborted(signal);
      outcomes.push(outcome);
      tellOutcome(place, outcome, isOld, log);
      await writeTables(folder, outcomes).catch((error: unknown) => {
        // Locked by a spreadsheet program, say: it is written again after the next study.
        log.warn({}, (error as Error).message);
      });
    }
    await writeTables(folder, outcomes);
    if (options.pages) await writeFlatIndex(folder, turns, outcomes);
    return outcomes;
  });
}

/** A night is not spent on what cannot be kept. */
async function checkAllOutputs(
  turns: readonly Turn[],
  { output: folder, pages, model }: CompleteStudiesOptions,
): Promise<void> {
  const places = turns.map((turn) => turn.places);
  const inputs = turns.map(({ study }) => (isDicom(study) ? [] : inputFiles(study)));
  await checkOutputs({
    outputs: [
      ...tablePaths(folder),
      ...(pages ? [indexPath(folder)] : []),
      ...places.flatMap(({ mask, report, page, thumbnail }) => [mask, report, page, thumbnail]),
    ],
    folders: places.map(({ objects }) => objects),
    replaced: objectNames,
    inputs: [...(await Promise.all(inputs)).flat(), ...(await modelFiles(model))],
  });
}
