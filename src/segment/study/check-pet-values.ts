import { bqPerMl, petUnits, unitNames } from '../../suv/pet-unit.js';
import type { SuvScale } from '../../suv/suv-scale.js';
import { describeNumber as n } from './describe-number.js';
import type { ValueDescription } from './describe-values.js';
import { emptyPet } from './empty-pet.js';
import type { Finding } from './input-check.js';
import { describeMask, isMask } from './is-mask.js';

/** Uptake in soft tissue, as stored. */
export interface TissueUptake {
  /** The quarter with least uptake ends here. */
  readonly lowerQuartile: number;
  readonly median: number;
  /** Of fat (-130 to -60 HU) alone; null where there is hardly any. */
  readonly fatMedian: number | null;
  /** Voxels of soft tissue. */
  readonly voxels: number;
  readonly litres: number;
}

// The lower quartile of the uptake in soft tissue (-300 to 300 HU) hardly hangs on the part of the body: fat
// and resting muscle are everywhere. Whole bodies, cut ones and heads alike had 0.17 to 0.81 g/ml
// (docs/decisions/0021-input-gate.md).
const usual = 0.42;
const unusual = [0.13, 1.0] as const;
const impossible = [0.1, 1.3] as const;
// In a few thousand voxels one organ can be most of what there is.
const fewVoxels = 8000;
const impossibleOfFew = [0.04, 2.6] as const;
// Where there is more of a body than a head or a pelvis, its median tells too: whole bodies and cut ones had 0.34 to 1.17 g/ml.
const manyLitres = 10;
const unusualMedian = 1.4;
const impossibleMedian = 1.9;
// Where only muscle is hot, fat is not.
const impossibleWithMedian = 0.85;
// Fat is never hot, whatever is near: 0.18 to 1.02 g/ml, in all but one of 504 studies and cuts below this.
const unusualFat = 0.9;
// Few reconstructions leave values below 0, and those hardly; of whole images normalised to a mean of 0 most are.
const clearlyNegative = -0.1;
const mostNegative = 0.25;
// The hottest bladders reach about 300 g/ml.
const hottest = 1000;
const expected = `SUV in g/ml: a lower quartile in soft tissue of ${unusual[0]} to ${unusual[1]}`;

/**
 * Tells whether an image holds SUV, or what becomes SUV by its scale.
 *
 * @param values of the PET as stored, padding left out
 * @param uptake null where the CT does not tell soft tissue
 * @returns findings; those of scale are of severity `refuse` where no body is like that
 */
export function checkPetValues(
  values: ValueDescription,
  uptake: TissueUptake | null,
  scale: SuvScale,
): Finding[] {
  const finding = (
    code: Finding['code'],
    severity: Finding['severity'],
    measured: string,
    advice: string,
  ): Finding[] => [{ code, image: 'PET', severity, measured, expected, advice }];
  const { min, max, count } = values;
  const range = `values run from ${n(min)} to ${n(max)}`;
  if (isMask(values)) {
    return finding(
      'pet-is-mask',
      'refuse',
      describeMask(values),
      'It looks like a mask: give the PET.',
    );
  }
  if (count > 0 && max <= 0) return [emptyPet('no voxel has any uptake')];
  if (count === 0 || min === max) return [emptyPet('all voxels have the same value')];
  if (values.shareIn(Number.NEGATIVE_INFINITY, -500) > 0.05) {
    return finding(
      'pet-is-ct',
      'refuse',
      `${range}, with air`,
      'It looks like a CT: give the PET with --pet.',
    );
  }
  const unit = scale.unit === 'suv' ? '' : ` ${unitNames[scale.unit]}`;
  const highest = values.highest();
  const hottestSuv = highest * scale.factor;
  if (values.shareIn(Number.NEGATIVE_INFINITY, clearlyNegative / scale.factor) > mostNegative) {
    return finding('pet-scale', 'refuse', `${range}${unit}, many below 0`, causeOf(values, 1));
  }
  if (uptake === null) {
    if (hottestSuv <= hottest) return [];
    return finding('pet-scale', 'refuse', `${range}${unit}`, causeOf(values, hottestSuv));
  }
  const inSuv = asSuvWith(uptake, scale.factor);
  const { lowerQuartile, median, fatMedian } = inSuv;
  const asSuv = unit === '' ? '' : ' as SUV';
  const ofFat = fatMedian === null ? '' : `, of fat ${n(fatMedian)}`;
  const measured = `the lower quartile in soft tissue is ${n(lowerQuartile)} (median ${n(median)}${ofFat})${asSuv}, ${range}${unit}`;
  const plausible = plausibility(inSuv);
  if (plausible !== 'usual') {
    const [code, severity] =
      plausible === 'impossible'
        ? (['pet-scale', 'refuse'] as const)
        : (['pet-scale-unusual', 'warn'] as const);
    const cause = otherUnit(uptake, scale) ?? causeOf(values, lowerQuartile / usual);
    return finding(code, severity, measured, cause);
  }
  if (scale.unit === 'suv' && Math.abs(highest - 100) < 0.001) {
    return finding(
      'pet-scale-unusual',
      'warn',
      'its highest value is 100',
      `It may be in per cent of its maximum. ${convert}`,
    );
  }
  if (hottestSuv > hottest) {
    return finding(
      'pet-hot-voxel',
      'warn',
      `its highest value is ${n(highest)}${unit}`,
      'Single voxels of thousands come of a faulty conversion or a spill of tracer: look at them.',
    );
  }
  return [];
}

function asSuvWith(uptake: TissueUptake, factor: number): TissueUptake {
  const { lowerQuartile, median, fatMedian } = uptake;
  return {
    ...uptake,
    lowerQuartile: lowerQuartile * factor,
    median: median * factor,
    fatMedian: fatMedian && fatMedian * factor,
  };
}

/** @param uptake as SUV */
function plausibility(uptake: TissueUptake): 'usual' | 'unusual' | 'impossible' {
  const { lowerQuartile, median, fatMedian, voxels, litres } = uptake;
  const [low, high] = voxels < fewVoxels ? impossibleOfFew : impossible;
  const isMuch = voxels >= fewVoxels && litres >= manyLitres;
  if (lowerQuartile < low) return 'impossible';
  // In a cut of the brain, or of a bladder, most is hot, and fat is not.
  if (lowerQuartile > high)
    return (fatMedian ?? Number.POSITIVE_INFINITY) > unusualFat ? 'impossible' : 'unusual';
  if (isMuch && median > impossibleMedian && lowerQuartile > impossibleWithMedian) {
    return 'impossible';
  }
  if (lowerQuartile < unusual[0] || lowerQuartile > unusual[1]) return 'unusual';
  const isHot = (fatMedian ?? 0) > unusualFat || (isMuch && median > unusualMedian);
  return isHot ? 'unusual' : 'usual';
}

/**
 * What to do about values that are not what they were said to be; null where they were not said to be in any unit but SUV.
 *
 * @param uptake as stored
 */
function otherUnit(uptake: TissueUptake, scale: SuvScale): string | null {
  const { unit, factor } = scale;
  if (unit === 'suv') return null;
  const suvIf = { suv: 1, bqml: factor / bqPerMl[unit], kbqml: (1000 * factor) / bqPerMl[unit] };
  const better = petUnits.find((other) => {
    return plausibility(asSuvWith(uptake, suvIf[other])) === 'usual';
  });
  return better === undefined
    ? 'Check its unit, the weight, the injected activity and the times.'
    : `The stored values would be usual ones in ${unitNames[better]}: say --pet-unit ${better} if they are.`;
}

const convert = 'Convert it to SUV (--pet-unit, or a BIDS sidecar beside the file).';

/** @param factor how many times too much uptake there is */
function causeOf(values: ValueDescription, factor: number): string {
  const { max, isWhole } = values;
  if (values.shareIn(Number.NEGATIVE_INFINITY, -0.01) > 0.1)
    return `It seems to be normalised (negative values). ${convert}`;
  if (max <= 1) return `It seems to be scaled to 0 to 1. ${convert}`;
  if (factor > 1 && Math.abs(values.highest() - 100) < 0.001) {
    return `It seems to be in per cent of its maximum. ${convert}`;
  }
  if (factor > 100) {
    return isWhole
      ? `It seems to be stored values without their slope, or Bq/ml. ${convert}`
      : `It seems to be in Bq/ml. ${convert}`;
  }
  if (factor > 1) return `It may be in kBq/ml, or in SUV of another weight. ${convert}`;
  return 'It may have been divided by the dose twice, or scaled to another range. Convert it to SUV anew.';
}
