import type { DataSet } from 'dicom-parser';

/** The attributes of a slice. Each is looked for in several data sets; the first that has a value says it. */
export interface Attributes {
  /** Null where the attribute is missing or empty. */
  text(tag: string): string | null;
  /** The values of a multi-valued attribute; none where it is missing. */
  texts(tag: string): readonly string[];
  /** Of VR DS or IS, or one of binary numbers that the file names; null also for what is no number. */
  number(tag: string): number | null;
  /** Of VR DS or IS; null unless there are `count` numbers. */
  numbers(tag: string, count: number): readonly number[] | null;
  /** Of VR US. */
  unsigned(tag: string): number | null;
  /** Of VR SS. */
  signed(tag: string): number | null;
  /** Of VR FD. */
  double(tag: string): number | null;
  has(tag: string): boolean;
  /** The items of a sequence, each looked at alone. */
  items(tag: string): readonly Attributes[];
}

/** @param dataSets in the order in which they are asked; tags are written as dicom-parser does: `x00100020` */
export function attributesOf(dataSets: readonly DataSet[]): Attributes {
  const holder = (tag: string): DataSet | undefined =>
    dataSets.find(({ elements }) => (elements[tag]?.length ?? 0) !== 0);
  const text = (tag: string): string | null => {
    const value = holder(tag)?.string(tag)?.replace(/\0/g, '').trim();
    return value === undefined || value === '' ? null : value;
  };
  const texts = (tag: string): string[] =>
    text(tag)
      ?.split('\\')
      .map((part) => part.trim()) ?? [];
  return {
    text,
    texts,
    number: (tag) => binaryNumber(holder(tag), tag) ?? toNumber(texts(tag)[0]),
    numbers: (tag, count) => {
      const values = texts(tag).map(toNumber);
      return values.length === count && values.every((value) => value !== null) ? values : null;
    },
    unsigned: (tag) => holder(tag)?.uint16(tag) ?? null,
    signed: (tag) => holder(tag)?.int16(tag) ?? null,
    double: (tag) => holder(tag)?.double(tag) ?? null,
    has: (tag) => holder(tag) !== undefined,
    items: (tag) =>
      (holder(tag)?.elements[tag]?.items ?? []).flatMap(({ dataSet }) =>
        dataSet === undefined ? [] : [attributesOf([dataSet])],
      ),
  };
}

/** Private attributes are written as numbers of any kind. */
function binaryNumber(dataSet: DataSet | undefined, tag: string): number | null {
  const vr = dataSet?.elements[tag]?.vr;
  if (vr === 'FD') return dataSet?.double(tag) ?? null;
  if (vr === 'FL') return dataSet?.float(tag) ?? null;
  return vr === 'US' ? (dataSet?.uint16(tag) ?? null) : null;
}

function toNumber(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? null : value;
}
