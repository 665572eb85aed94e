import { InputError } from '../../errors.js';
import { refuseControlCharacters } from '../stored/refuse-control-characters.js';

/** The text header of a MetaImage (.mha, .mhd), not yet interpreted. */
export interface MetaHeader {
  /** Values by key, both without the blanks round them. */
  readonly fields: ReadonlyMap<string, string>;
  /** The header itself, up to and with the line that says where the voxels are; a character a byte. */
  readonly text: string;
}

// Keys that mean the same, so that only one of them may be given, or all with one value.
const synonyms = [
  ['Offset', 'Position', 'Origin'],
  ['TransformMatrix', 'Rotation', 'Orientation'],
  ['BinaryDataByteOrderMSB', 'ElementByteOrderMSB'],
] as const;

// What MetaIO takes to place an image and its voxels.
const meaningful = new Set([
  ...synonyms.flat(),
  'ObjectType',
  'NDims',
  'DimSize',
  'BinaryData',
  'CompressedData',
  'CompressedDataSize',
  'HeaderSize',
  'CenterOfRotation',
  'ElementSpacing',
  'ElementSize',
  'ElementNumberOfChannels',
  'ElementType',
  'ElementDataFile',
]);

/**
 * Splits the header of a MetaImage into its fields.
 *
 * @param path names the file in messages
 * @param start the first bytes of the file, a character a byte (latin1)
 * @throws InputError when it is no MetaImage, its header is incomplete, or says one thing twice
 */
export function parseMetaHeader(path: string, start: string): MetaHeader {
  const fields = new Map<string, string>();
  const line = /([^\n]*)(\n|$)/gy;
  for (let match = line.exec(start); match !== null && match[0] !== ''; match = line.exec(start)) {
    const found = splitField(match[1] ?? '');
    if (found === null) break;
    if (found === 'blank') continue;
    const [key, value] = found;
    const before = fields.get(key);
    if (before !== undefined && before !== value) throw said(path, key, before, key, value);
    fields.set(key, value);
    if (key !== 'ElementDataFile') continue;
    refuseControlCharacters(path, start.slice(0, line.lastIndex));
    refuseSynonyms(path, fields);
    return { fields, text: start.slice(0, line.lastIndex) };
  }
  throw new InputError(
    `${path} is not a MetaImage: its header has no "ElementDataFile = ..." line. Expected an .mha or .mhd file as ITK writes it; it may be truncated or another format.`,
  );
}

function splitField(line: string): [string, string] | 'blank' | null {
  if (line.trim() === '') return 'blank';
  const at = line.search(/[=:]/);
  return at < 1 ? null : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/**
 * A header's lines, some with other values or, for null, left out. Comments and fields of other
 * programs are left out too: they change nothing, and ITK in WebAssembly stumbles over umlauts.
 */
export function replaceFields(
  text: string,
  replaced: Readonly<Record<string, string | null>>,
): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const found = splitField(line);
      const key = Array.isArray(found) ? found[0] : '';
      if (Object.hasOwn(replaced, key)) {
        return replaced[key] === null ? [] : [`${key} = ${replaced[key]}\n`];
      }
      return meaningful.has(key) ? [`${line}\n`] : [];
    })
    .join('');
}

function refuseSynonyms(path: string, fields: ReadonlyMap<string, string>): void {
  for (const keys of synonyms) {
    const [first, second] = keys.filter((key) => fields.has(key));
    if (first === undefined || second === undefined) continue;
    const [a, b] = [fields.get(first) ?? '', fields.get(second) ?? ''];
    if (a !== b) throw said(path, first, a, second, b);
  }
}

function said(path: string, key: string, value: string, again: string, other: string): InputError {
  return new InputError(
    `${path}: the header says both ${key} = ${value} and ${again} = ${other}. Expected one of them: remove the wrong line.`,
  );
}
