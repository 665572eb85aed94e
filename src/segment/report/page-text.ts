import type { References } from '../../lesions/find-references.js';
import type { Reference } from '../../lesions/reference-region.js';
import type { Fact, PageContent, PageSphere } from '../../page/page-content.js';
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
  readonly references: References;
  readonly lesions: FoundLesions;
}

/** What a page tells of a result; no path, for a path may hold a name. */
export function pageText(
  { autopet, inputCheck, suv, references, lesions }: PagedResult,
  made: readonly Fact[],
): Omit<PageContent, 'images'> {
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
      ['Dmax', lesions.dmaxMm === null ? none : `${digits(lesions.dmaxMm / 10, 1)} cm`],
    ],
    ...pageTable(lesions.table),
    references: referenceFacts(references),
    spheres: [
      ...sphereOf('liver', references.liver),
      ...sphereOf('blood pool', references.bloodPool),
    ],
    provenance: [
      ['autopet', autopet],
      ...made,
      ...refinementFact(lesions.refinement),
      ['PET', `unit ${suv.unit}, factor to SUV ${suv.factor.toPrecision(6)}`],
    ],
  };
}

const deauvilleNote =
  'scores in the table are arithmetic, not a reading: SUVmax of the lesion up to that of the blood pool 2, of the liver 3, up to twice that 4, above 5';

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

function referenceFacts({ liver, bloodPool, percistSuvPeak }: References): Fact[] {
  const scored = liver.region !== null && bloodPool.region !== null;
  return [
    ['Liver, sphere of 3 cm', described(liver)],
    ['Blood pool, cylinder of 1 x 2 cm', described(bloodPool)],
    ...(scored ? [['Deauville', deauvilleNote] as const] : []),
    [
      'PERCIST',
      percistSuvPeak === null
        ? 'no threshold without a liver'
        : `a lesion is measurable from SUVpeak ${digits(percistSuvPeak, 1)} on (1.5 × mean + 2 SD of the liver)`,
    ],
  ];
}

function described({ region, notFound }: Reference): string {
  if (region === null) return `not found: ${notFound}`;
  const { suvMean, suvSd, suvMax } = region;
  return `SUVmean ${digits(suvMean, 2)}, SD ${digits(suvSd, 2)}, SUVmax ${digits(suvMax, 2)}`;
}

function sphereOf(name: string, { region }: Reference): PageSphere[] {
  return region === null ? [] : [{ name, centre: region.centre, radiusMm: region.radiusMm }];
}
