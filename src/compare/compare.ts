import { checkOutputs } from '../files/check-outputs.js';
import { degreesOf, moveBy } from '../image/register/rigid.js';
import { checkMaskName } from '../image/write/write-volume.js';
import { parseOptions } from '../options/parse-options.js';
import { inputFiles } from '../segment/study/input-files.js';
import { version } from '../version.js';
import { carryLesions } from './carry-lesions.js';
import { changeOf } from './change.js';
import {
  type CheckedCompareOptions,
  type CompareOptions,
  compareSchema,
} from './compare-options.js';
import type { ComparedFiles, Comparison } from './comparison.js';
import { findStudy, type StudyFiles } from './find-study.js';
import { leanFactors } from './lean-factors.js';
import { matchCarried } from './match-carried.js';
import { percistOf } from './percist.js';
import { readTimePoint, type TimePoint } from './read-time-point.js';
import { registerStudies } from './register-studies.js';
import { type FateRow, fates, tellFates } from './tell-fates.js';
import { writeComparison } from './write-comparison.js';

/**
 * Compares two studies of a patient, of which PET, CT and mask are there: the follow-up's CT is registered with the baseline's, each
 * lesion carried over, and told what has become of it.
 *
 * @throws InputError when a file is missing, an image cannot be used, or a CT shows no body
 * @throws OptionError, UsageError, ResourceError
 */
export async function compare(given: CompareOptions): Promise<Comparison> {
  const options: CheckedCompareOptions = parseOptions(compareSchema, given);
  const { log, pet, ct, mask } = options;
  const before = await findStudy(options.baseline, { pet, ct, mask });
  const after = await findStudy(options.followup, { pet, ct, mask });
  await checkCompareOutputs(options, before, after);
  const factors = leanFactors(options, before, after);
  const baseline = await readTimePoint(before, options);
  const followup = await readTimePoint(after, options);
  const registration = registerStudies(baseline, followup);
  const carried = carryLesions(baseline, followup, registration, 'first');
  const back = carryLesions(followup, baseline, registration, 'second');
  const was = baseline.result.lesions;
  const is = followup.result.lesions;
  const table = tellFates(
    matchCarried(carried, baseline, followup),
    { table: was.table, carried: carried.lesions },
    { table: is.table, carried: back.lesions },
  );
  const suvPeak = changeOf(was.suvPeak, is.suvPeak);
  const sulPeak =
    factors && changeOf(times(was.suvPeak, factors.baseline), times(is.suvPeak, factors.followup));
  const middle = baseline.measured.lesions[0]?.centre.world ?? [0, 0, 0];
  const { motion, likeness } = registration.whole;
  const [x, y, z] = moveBy(motion, middle);
  const result: Comparison = {
    autopet: version,
    baseline: comparedFiles(before, baseline),
    followup: comparedFiles(after, followup),
    registration: {
      likeness,
      shift: [x - middle[0], y - middle[1], z - middle[2]],
      degrees: degreesOf(motion),
    },
    counts: countsOf(table),
    tmtv: changeOf(was.tmtvMl, is.tmtvMl),
    tlg: changeOf(was.tlg, is.tlg),
    suvPeak,
    sulPeak,
    percist: percistOf({
      peak: sulPeak ?? suvPeak,
      measure: sulPeak === null ? 'SUVpeak' : 'SULpeak',
      baselineSuvPeak: was.suvPeak,
      references: { baseline: baseline.result.references, followup: followup.result.references },
      factors: factors ?? { baseline: 1, followup: 1 },
      left: is.count,
      fresh: table.filter(({ fate }) => fate === 'new').length,
    }),
    table,
  };
  if (likeness < leastLikeness) {
    log.warn(
      { likeness },
      `The two CTs agree badly (correlation ${likeness.toFixed(2)}): is it the same patient, and the same part of the body?`,
    );
  }
  await writeComparison(options, { result, carried, baseline, followup });
  return result;
}

// Of two whole bodies of one patient it is above 0.8.
const leastLikeness = 0.6;

async function checkCompareOutputs(
  { report, lesions, carried, page }: CheckedCompareOptions,
  before: StudyFiles,
  after: StudyFiles,
): Promise<void> {
  if (carried !== null) checkMaskName(carried);
  const files = await Promise.all([before, after].map(inputFiles));
  await checkOutputs({
    outputs: [report, lesions, carried, page],
    inputs: [...files.flat(), before.report, after.report],
  });
}

function comparedFiles({ pet, ct, mask }: StudyFiles, { result }: TimePoint): ComparedFiles {
  return {
    pet,
    ct,
    mask,
    lesions: result.lesions.count,
    inputCheck: result.inputCheck.verdict,
  };
}

function countsOf(table: readonly FateRow[]): Comparison['counts'] {
  const counts = fates.map((fate) => [fate, table.filter((row) => row.fate === fate).length]);
  return Object.fromEntries(counts) as Comparison['counts'];
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
