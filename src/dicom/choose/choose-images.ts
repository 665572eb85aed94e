import { InputError } from '../../errors.js';
import type { FoundStudy } from '../read/group-series.js';
import type { Choice } from './choice.js';
import { chooseCt } from './choose-ct.js';
import { choosePet } from './choose-pet.js';
import { isNamed } from './is-named.js';
import { type JudgedSeries, judgeSeries } from './judge-series.js';

/** A series, and why it was taken or not. */
export interface SeriesRow {
  readonly series: JudgedSeries;
  readonly role: 'PET' | 'CT' | null;
  /** Why it is not taken, or what is odd about one that is; null for nothing. */
  readonly why: string | null;
}

/** The PET and the CT of a study. */
export interface ChosenImages {
  readonly study: FoundStudy;
  readonly pet: JudgedSeries | null;
  readonly ct: JudgedSeries | null;
  readonly rows: readonly SeriesRow[];
}

/**
 * Chooses the attenuation-corrected PET and its CT by stated rules, and says of every other series why not.
 *
 * @returns null in place of what is not there; `pet` is null only where no series of any study is a usable PET
 * @throws InputError when several studies fit, or what is asked for is not there
 */
export function chooseImages(studies: readonly FoundStudy[], choice: Choice): ChosenImages {
  const judged = studies.map((study) => ({
    study,
    series: study.series.map((each) => judgeSeries(each, choice.frame !== null)),
  }));
  const { study, series } = studyOf(judged, choice);
  const pet = choosePet(series, choice);
  const ct = chooseCt(series, pet.taken, choice);
  const rows = series.map((each): SeriesRow => {
    if (each === pet.taken) return { series: each, role: 'PET', why: oddities(each) };
    if (each === ct.taken)
      return { series: each, role: 'CT', why: together([ct.remark, oddities(each)]) };
    const why = each.unusable ?? pet.why.get(each) ?? ct.why.get(each) ?? null;
    return { series: each, role: null, why };
  });
  return { study, pet: pet.taken, ct: ct.taken, rows };
}

function oddities({ doubts, remarks }: JudgedSeries): string | null {
  return together([...doubts, ...remarks]);
}

function together(remarks: readonly (string | null)[]): string | null {
  const told = remarks.filter((remark) => remark !== null);
  return told.length === 0 ? null : told.join('; ');
}

interface JudgedStudy {
  readonly study: FoundStudy;
  readonly series: readonly JudgedSeries[];
}

function studyOf(judged: readonly JudgedStudy[], choice: Choice): JudgedStudy {
  const asked = choice.petSeries ?? choice.ctSeries;
  if (asked !== null) {
    const found = judged.find(({ series }) => series.some((each) => isNamed(each, asked)));
    if (found !== undefined) return found;
    throw new InputError(
      `There is no series ${asked} in the folder. Expected one that \`autopet dicom\` lists, by its id or its UID.`,
    );
  }
  const has = (kind: JudgedSeries['kind']): readonly JudgedStudy[] =>
    judged.filter(({ series }) => series.some((s) => s.kind === kind && s.unusable === null));
  const fitting = has('PET').length > 0 ? has('PET') : has('CT');
  if (fitting.length === 1) return fitting[0]!;
  if (fitting.length === 0) {
    throw new InputError(
      `There is no PET and no CT in the folder that can be read. Found ${
        judged
          .flatMap(({ series }) => series)
          .map(describe)
          .join('; ') || 'no DICOM'
      }.`,
    );
  }
  const patients = new Set(fitting.map(({ study }) => study.patientHash)).size;
  const list = fitting.map(
    ({ study, series }) =>
      `study ${study.id} with PET ${
        series
          .filter(({ kind, unusable }) => kind === 'PET' && unusable === null)
          .map(({ found }) => found.id)
          .join(', ') || 'none'
      }`,
  );
  throw new InputError(
    `There are ${fitting.length} studies of ${patients} patient(s) in the folder: ${list.join('; ')}. Expected one: give the folder of one, or choose with --pet-series.`,
  );
}

function describe({ found, kind, unusable }: JudgedSeries): string {
  return `${kind === 'other' ? '' : `${kind} `}${found.id} (${unusable ?? 'usable'})`;
}
