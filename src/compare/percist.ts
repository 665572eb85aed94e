import type { References } from '../lesions/find-references.js';
import type { Change } from './change.js';

/** Complete and partial response, stable and progressive disease: metabolic. */
export type PercistCategory = 'CMR' | 'PMR' | 'SMD' | 'PMD';

/** What PERCIST's arithmetic gives. */
export interface Percist {
  /** Null where it cannot be told. */
  readonly category: PercistCategory | null;
  /** Why, or why not. */
  readonly reason: string;
  /** What was compared: SULpeak, or SUVpeak where lean body mass is not known. */
  readonly measure: 'SULpeak' | 'SUVpeak';
  /** What should be known of it. */
  readonly remarks: readonly string[];
}

/** To be said wherever a category is. */
export const percistNote =
  'PERCIST is arithmetic here, not a reading: whether uptake is disease is for a physician to say.';

interface PercistInput {
  /** Peak of the hottest lesion of each study; null without lesions. */
  readonly peak: Change;
  readonly measure: Percist['measure'];
  /** SUVpeak from which the baseline's hottest lesion is measurable, and that lesion's. */
  readonly baselineSuvPeak: number | null;
  readonly references: { readonly baseline: References; readonly followup: References };
  /** SUL of an SUV, or 1. */
  readonly factors: { readonly baseline: number; readonly followup: number };
  /** Lesions at follow-up, and how many of them are new. */
  readonly left: number;
  readonly fresh: number;
}

const relative = 0.3;
const absolute = 0.8;
// Of the liver's mean, between the two studies.
const liverShare = 0.2;
const liverUnits = 0.3;

/** PERCIST 1.0 (Wahl et al., J Nucl Med 2009), as far as it is arithmetic: the hottest lesion of each study, and new ones. */
export function percistOf(input: PercistInput): Percist {
  const { measure } = input;
  const remarks = remarksOf(input);
  const tell = (category: PercistCategory | null, reason: string): Percist => ({
    category,
    reason,
    measure,
    remarks,
  });
  const lack = lackOf(input);
  if (lack !== null) return tell(null, lack);
  if (input.fresh > 0) return tell('PMD', `${input.fresh} new lesion(s)`);
  if (input.left === 0) return tell('CMR', 'no lesion is left');
  const { before, after } = input.peak;
  const change = after! - before!;
  const words = `${measure} of the hottest lesion ${before!.toFixed(1)} before, ${after!.toFixed(1)} after`;
  const isMuch = Math.abs(change) >= relative * before! && Math.abs(change) >= absolute;
  if (!isMuch) return tell('SMD', `${words}: less than 30 % and 0.8`);
  return tell(change > 0 ? 'PMD' : 'PMR', `${words}: 30 % and 0.8 or more`);
}

function lackOf({ baselineSuvPeak, references, peak, left }: PercistInput): string | null {
  const { percistSuvPeak, liver } = references.baseline;
  if (peak.before === null || baselineSuvPeak === null) {
    return 'the baseline has no lesion with a peak to measure';
  }
  if (percistSuvPeak === null) return `no liver in the baseline to measure by: ${liver.notFound}`;
  if (baselineSuvPeak < percistSuvPeak) {
    return `the baseline's hottest lesion is not measurable: SUVpeak ${baselineSuvPeak.toFixed(1)}, and PERCIST asks for ${percistSuvPeak.toFixed(1)} (1.5 × mean + 2 SD of the liver)`;
  }
  return left > 0 && peak.after === null ? 'the follow-up has no peak to measure' : null;
}

function remarksOf({ measure, references, factors }: PercistInput): string[] {
  const remarks: string[] = [];
  if (measure === 'SUVpeak') {
    remarks.push(
      'By SUVpeak, for lean body mass is not known: PERCIST asks for SULpeak. Give weight, height and sex.',
    );
  }
  const [before, after] = [references.baseline.liver.region, references.followup.liver.region];
  if (before === null || after === null) {
    remarks.push('Whether the two livers agree, as PERCIST asks, could not be looked at.');
    return remarks;
  }
  const [was, is] = [before.suvMean * factors.baseline, after.suvMean * factors.followup];
  if (Math.abs(is - was) >= liverShare * was || Math.abs(is - was) >= liverUnits) {
    remarks.push(
      `The liver's mean went from ${was.toFixed(2)} to ${is.toFixed(2)}; PERCIST asks for less than 20 % and 0.3 between two studies that are compared.`,
    );
  }
  return remarks;
}
