import { join } from 'node:path';
import { AutopetError, StudiesError } from '../errors.js';
import { checkOutputs } from '../files/check-outputs.js';
import { listed } from '../files/listed.js';
import type { Log } from '../log.js';
import { loadModel } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { throwIfAborted } from '../process/until-aborted.js';
import { openLoaded } from '../segment/open-loaded.js';
import { normaliseOptions } from '../segment/options/normalise-options.js';
import { folderSchema } from '../segment/options/options-schema.js';
import type {
  Complete,
  PassOptions,
  SegmenterOptions,
} from '../segment/options/segment-options.js';
import { usedModel } from '../segment/report/make-result.js';
import { type Report, reportOf } from '../segment/report/report.js';
import type { Segmenter } from '../segment/segmenter.js';
import { version } from '../version.js';
import { type Finding, finishedReport } from './finished-report.js';
import type { StudyFiles } from './study-files.js';
import { type Outcome, writeTable } from './write-table.js';

/** How many studies are segmented, beside which they are. */
export interface StudiesOptions extends SegmenterOptions, PassOptions {
  /** Folder for `<study>.mha`, `<study>.json` and `lesions.csv`. */
  readonly output: string;
  /** Do again what is there already. Default: no. */
  readonly overwrite?: boolean | null | undefined;
}

/**
 * Segments study after study with a model that is loaded once. A study that fails does not keep the
 * others; one that an earlier run has done with the same weights is not done again. The table is written
 * after each.
 *
 * @throws StudiesError at the end, when studies failed
 * @throws OptionError
 * @throws ModelError, DeviceError, ResourceError when the model cannot be loaded
 * @throws InterruptedError
 */
export async function segmentStudies(
  studies: readonly StudyFiles[],
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
  studies: readonly StudyFiles[],
  options: Complete<StudiesOptions>,
): Promise<readonly Outcome[]> {
  const { output: folder, log, signal } = options;
  await checkAllOutputs(studies, folder);
  const model = await loadModel(options.model, options);
  const used = await usedModel(model);
  const outcomes: Outcome[] = [];
  let segmenter: Segmenter | null = null;
  try {
    for (const [k, study] of studies.entries()) {
      const earlier = options.overwrite ? null : await earlierReport(study, folder, used);
      if (earlier === null) segmenter ??= await openLoaded(model, used, options);
      const outcome =
        earlier === null
          ? await segmentOne(segmenter!, study, options)
          : { study: study.name, report: earlier, error: null };
      throwIfAborted(signal);
      outcomes.push(outcome);
      tell(`${k + 1} of ${studies.length}, ${study.name}`, outcome, earlier !== null, log);
      await writeTable(tablePath(folder), outcomes).catch((error: unknown) => {
        // Locked by a spreadsheet program, say: it is written again after the next study.
        log.warn({}, (error as Error).message);
      });
    }
    await writeTable(tablePath(folder), outcomes);
    return outcomes;
  } finally {
    await segmenter?.close();
  }
}

function earlierReport(
  { name, pet, ct }: StudyFiles,
  folder: string,
  model: Report['model'],
): Promise<Finding | null> {
  const output = maskPath(folder, name);
  return finishedReport(reportPath(folder, name), { autopet: version, pet, ct, output, model });
}

async function segmentOne(
  segmenter: Segmenter,
  { name, pet, ct }: StudyFiles,
  { output: folder, tta, stepSize, timeLimit, acceptInput, onProgress }: Complete<StudiesOptions>,
): Promise<Outcome> {
  const [output, report] = [maskPath(folder, name), reportPath(folder, name)];
  try {
    const passes = { tta, stepSize, timeLimit, acceptInput, onProgress };
    const study = { pet, ct, output, report, ...passes };
    const result = await segmenter.segment(study);
    return { study: name, report: reportOf(result), error: null };
  } catch (error) {
    return { study: name, report: null, error: error as Error };
  }
}

/** A night is not spent on what cannot be kept. */
async function checkAllOutputs(studies: readonly StudyFiles[], folder: string): Promise<void> {
  await checkOutputs({
    outputs: [
      tablePath(folder),
      ...studies.flatMap(({ name }) => [maskPath(folder, name), reportPath(folder, name)]),
    ],
    inputs: studies.flatMap(({ pet, ct }) => [pet, ct]),
  });
}

function tablePath(folder: string): string {
  return join(folder, 'lesions.csv');
}

function maskPath(folder: string, name: string): string {
  return join(folder, `${name}.mha`);
}

function reportPath(folder: string, name: string): string {
  return join(folder, `${name}.json`);
}

function tell(place: string, { study, report, error }: Outcome, isOld: boolean, log: Log): void {
  if (report === null) {
    log.warn({ study }, `${place}: ${error?.message}`);
  } else if (isOld) {
    log.info({ study }, `${place}: was done before`);
  } else {
    const { lesions, seconds, device } = report;
    const found = `${lesions.count} lesion(s), ${lesions.tmtv_ml.toFixed(1)} ml in all`;
    log.info({ study, ...lesions }, `${place}: ${found}, after ${seconds.total} s on ${device}`);
  }
}

/** The process ends as it would have for the first failure alone. */
function refuseFailures(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ error }) => error !== null);
  const [first] = failed;
  if (!first?.error) return;
  if (!(first.error instanceof AutopetError)) throw first.error;
  const names = listed(failed.map(({ study }) => study));
  throw new StudiesError(
    `${failed.length} of ${outcomes.length} studies were not segmented: ${names}. ${first.study}: ${first.error.message}`,
    first.error.code,
    { cause: first.error },
  );
}
