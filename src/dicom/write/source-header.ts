import type { DataSet } from 'dicom-parser';
import { InputError } from '../../errors.js';
import { parseHeader } from '../file/parse-file.js';
import { decodeText } from '../text/decode-text.js';
import type { Dataset } from './dataset.js';

/** What is copied from a slice of the source series: who and which study it is, and when. */
export interface SourceHeader {
  /** Attributes of patient and study, as the modules of each object have them. */
  readonly patientAndStudy: Dataset;
  readonly positionReferenceIndicator: string;
  /** When the source series was made; of all that is derived from it. */
  readonly date: string;
  readonly time: string;
  /** mm; null where it is not said. */
  readonly sliceThickness: number | null;
}

/** What a value must look like to be copied; of what does not, nothing is. */
const patterns = {
  name: /^.{1,200}$/,
  long: /^[^\\]{1,64}$/,
  short: /^[^\\]{1,16}$/,
  date: /^\d{8}$/,
  time: /^\d{2}(\d{2}(\d{2}([.]\d{1,6})?)?)?$/,
  sex: /^[MFO]$/,
  age: /^\d{3}[DWMY]$/,
  decimal: /^[-+]?(\d+[.]?\d*|[.]\d+)([eE][-+]?\d+)?$/,
  flag: /^(YES|NO)$/,
  zone: /^[-+]\d{4}$/,
};

type Copied = readonly [tag: string, keyword: string, pattern: keyof typeof patterns];

/** Written without a value where the source has none. */
const always: readonly Copied[] = [
  ['x00100010', 'PatientName', 'name'],
  ['x00100020', 'PatientID', 'long'],
  ['x00100030', 'PatientBirthDate', 'date'],
  ['x00100040', 'PatientSex', 'sex'],
  ['x00080020', 'StudyDate', 'date'],
  ['x00080030', 'StudyTime', 'time'],
  ['x00080050', 'AccessionNumber', 'short'],
  ['x00080090', 'ReferringPhysicianName', 'name'],
  ['x00200010', 'StudyID', 'short'],
];

const whereThere: readonly Copied[] = [
  ['x00080201', 'TimezoneOffsetFromUTC', 'zone'],
  ['x00081030', 'StudyDescription', 'long'],
  ['x00100021', 'IssuerOfPatientID', 'long'],
  ['x00101010', 'PatientAge', 'age'],
  ['x00101020', 'PatientSize', 'decimal'],
  ['x00101030', 'PatientWeight', 'decimal'],
  ['x00120062', 'PatientIdentityRemoved', 'flag'],
  ['x00120063', 'DeidentificationMethod', 'long'],
];

const codes: readonly Copied[] = [
  ['x00080100', 'CodeValue', 'short'],
  ['x00080102', 'CodingSchemeDesignator', 'short'],
  ['x00080104', 'CodeMeaning', 'long'],
];

/**
 * Reads from the file of a slice what all objects of its study share.
 *
 * @throws InputError when it cannot be read any more
 */
export async function readSourceHeader(path: string): Promise<SourceHeader> {
  const file = await parse(path);
  const characterSet = (file.string('x00080005') ?? '').split('\\');
  const text = (from: DataSet, tag: string): string => textOf(from, tag, characterSet);
  const first = (tags: readonly string[], pattern: RegExp) =>
    tags.map((tag) => text(file, tag)).find((value) => pattern.test(value));
  const copy = (from: DataSet, list: readonly Copied[], otherwise: '' | undefined): Dataset =>
    Object.fromEntries(
      list.map(([tag, keyword, pattern]) => {
        const value = text(from, tag);
        return [keyword, patterns[pattern].test(value) ? value : otherwise];
      }),
    );
  const methods = (file.elements.x00120064?.items ?? []).flatMap(({ dataSet }) =>
    dataSet === undefined ? [] : [copy(dataSet, codes, undefined)],
  );
  return {
    patientAndStudy: {
      ...copy(file, always, ''),
      ...copy(file, whereThere, undefined),
      DeidentificationMethodCodeSequence: methods.length > 0 ? methods : undefined,
    },
    positionReferenceIndicator: text(file, 'x00201040'),
    date: first(['x00080021', 'x00080022', 'x00080020'], patterns.date) ?? '19000101',
    time: first(['x00080031', 'x00080032', 'x00080030'], patterns.time) ?? '000000',
    sliceThickness: Number(text(file, 'x00180050')) || null,
  };
}

async function parse(path: string): Promise<DataSet> {
  const found = await parseHeader(path).catch((cause: unknown) => refuse(cause));
  return found === null || found === 'damaged' ? refuse(undefined) : found;
}

/** Names of files may be names of patients. */
function refuse(cause: unknown): never {
  throw new InputError(
    'A file of the PET series cannot be read any more. Expected it to stay as it is until the results are written.',
    { cause },
  );
}

function textOf(from: DataSet, tag: string, characterSet: readonly string[]): string {
  const element = from.elements[tag];
  if (element === undefined || element.length === 0) return '';
  const { dataOffset, length } = element;
  const bytes = from.byteArray.subarray(dataOffset, dataOffset + length);
  return decodeText(bytes, characterSet).replace(/\0/g, '').trim();
}
