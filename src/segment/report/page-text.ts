import type { References } from '../../lesions/find-references.js';
import type { Reference } from '../../lesions/reference-region.js';
import type { Fact, PageContent, PageSphere } from '../../page/page-content.js';
import { leanShare } from '../../suv/lean-share.js';
import type { Patient } from '../../suv/patient.js';
import { findingLine, type InputCheck } from '../study/input-check.js';
import { digits, none } from './digits.js';
import type { FoundLesions } from './found-lesions.js';
import type { VolumeRange } from './network-view.js';
import { pageTable } from './page-table.js';
import type { Refinement } from './refine-mask.js';
import type { SuvOrigin } from './suv-origin.js';

/** What any result tells. */
export interface PagedResult {
  readonly autopet: string;
  readonly inputCheck: InputCheck;
  readonly suv: SuvOrigin;
  readonly patient: Patient;
  readonly references: References;
  readonly lesions: FoundLesions;
}

/** What a page tells of a result; no path, for a path may hold a name. */
export function pageText(
  { autopet, inputCheck, suv, patient, references, lesions }: PagedResult,
  made: readonly Fact[],
): Omit<PageContent, 'images'> {
  const share = leanShare(patient);
  return {
    title: 'FDG-PET/CT: lesions by autopet',
    verdict: {
      word: inputCheck.verdict,
      findings: inputCheck.findings
        .filter(({ severity }) => severity !== 'note')
        .map((finding) => findingLine(finding)),
    },
    totals: [
      ['Lesions', String(lesions.count)],
      ['TMTV', `${digits(lesions.tmtvMl, 1)} ml`],
      ...intervalFact(lesions.tmtvInterval),
      ['TLG', `${digits(lesions.tlg, 1)} g`],
      ['SUVmax', digits(lesions.suvMax, 1)],
      ['SUVpeak', digits(lesions.suvPeak, 1)],
      ...(lesions.sulPeak === null ? [] : [['SULpeak', digits(lesions.sulPeak, 1)] as const]),
      ['Dmax', lesions.dmaxMm === null ? none : `${digits(lesions.dmaxMm / 10, 1)} cm`],
      ...heightFact(lesions.dmaxPerHeight),
    ],
    ...pageTable(lesions.table),
    references: referenceFacts(references, share),
    spheres: [
      ...sphereOf('liver', references.liver),
      ...sphereOf('blood pool', references.bloodPool),
    ],
    provenance: [
      ['autopet', autopet],
      ...made,
      ...refinementFact(lesions.refinement),
      ['PET', `unit ${suv.unit}, factor to SUV ${suv.factor.toPrecision(6)}`],
      ...(share === null ? [] : [['SUL', `SUV × ${share.toPrecision(6)} (${leanNote})`] as const]),
    ],
  };
}

const deauvilleNote =
  'scores in the table are arithmetic, not a reading: SUVmax of the lesion up to that of the blood pool 2, of the liver 3, up to twice that 4, above 5';

const leanNote = 'lean body mass over weight, by Janmahasatian et al. 2005';

function heightFact(share: number | null): Fact[] {
  return share === null ? [] : [['Dmax by height', `${digits(100 * share, 0)} %`]];
}

function intervalFact(interval: VolumeRange | null): Fact[] {
  if (interval === null) return [];
  const { lowMl, highMl, coverage } = interval;
  const name = `TMTV, interval of ${digits(100 * coverage, 0)} %`;
  return [[name, `${digits(lowMl, 1)} to ${digits(highMl, 1)} ml`]];
}

function refinementFact(refinement: Refinement | null): Fact[] {
  if (refinement === null) return [];
  const { suvThreshold, suv, notApplied, lesionsGone, mlGone } = refinement;
  const told =
    notApplied === null
      ? `${suv === null ? suvThreshold : `SUV ${digits(suv, 2)}`}: ${digits(mlGone, 1)} ml less, ${lesionsGone} lesion(s) gone`
      : `not by ${suvThreshold}: ${notApplied}`;
  return [['Lesions refined', told]];
}

function referenceFacts(
  { liver, bloodPool, percistSuvPeak }: References,
  share: number | null,
): Fact[] {
  const bySul = (suv: number): string =>
    share === null ? '' : `, SULpeak ${digits(suv * share, 1)}`;
  const scored = liver.region !== null && bloodPool.region !== null;
  return [
    ['Liver, sphere of 3 cm', described(liver, share)],
    ['Blood pool, cylinder of 1 x 2 cm', described(bloodPool, share)],
    ...(scored ? [['Deauville', deauvilleNote] as const] : []),
    [
      'PERCIST',
      percistSuvPeak === null
        ? 'no threshold without a liver'
        : `a lesion is measurable from SUVpeak ${digits(percistSuvPeak, 1)}${bySul(percistSuvPeak)} on (1.5 × mean + 2 SD of the liver)`,
    ],
  ];
}

function described({ region, notFound }: Reference, share: number | null): string {
  if (region === null) return `not found: ${notFound}`;
  const { suvMean, suvSd, suvMax } = region;
  const suv = `SUVmean ${digits(suvMean, 2)}, SD ${digits(suvSd, 2)}, SUVmax ${digits(suvMax, 2)}`;
  if (share === null) return suv;
  return `${suv}; SULmean ${digits(suvMean * share, 2)}, SD ${digits(suvSd * share, 2)}`;
}

function sphereOf(name: string, { region }: Reference): PageSphere[] {
  return region === null ? [] : [{ name, centre: region.centre, radiusMm: region.radiusMm }];
}
