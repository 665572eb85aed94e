import { InputError } from '../../errors.js';
import { refuseControlCharacters } from '../stored/refuse-control-characters.js';

/** The text header of a NRRD (.nrrd, .nhdr), not yet interpreted. */
export interface NrrdHeader {
  /** Values by field in lower case, under one name where the format knows two. */
  readonly fields: ReadonlyMap<string, string>;
  /** The header's lines with what ends them, without the empty one. */
  readonly lines: readonly string[];
  /** Bytes up to the voxels. */
  readonly headerBytes: number;
}

const otherNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    datafile: 'data file',
    byteskip: 'byte skip',
    lineskip: 'line skip',
    axismins: 'axis mins',
    axismaxs: 'axis maxs',
    oldmin: 'old min',
    oldmax: 'old max',
  }),
);

// All that NRRD0005 has; of others nobody knows what they change.
const known = new Set(
  `content, number, type, block size, dimension, space, space dimension, sizes, spacings, thicknesses,
  axis mins, axis maxs, space directions, centers, centerings, kinds, labels, units, min, max, old min,
  old max, endian, encoding, line skip, byte skip, sample units, space units, space origin,
  measurement frame, data file`.split(/,\s+/),
);

// What an axis may say of its place only where it has no direction.
const replacedByDirections = ['spacings', 'axis mins', 'axis maxs', 'units'];

/**
 * Splits the header of a NRRD into its fields. Comments and `key:=value` lines are passed over.
 *
 * @param path names the file in messages
 * @param start the first bytes of the file, a character a byte (latin1)
 * @throws InputError when it is no NRRD, its header has no end, or says one thing twice
 */
export function parseNrrdHeader(path: string, start: string): NrrdHeader {
  if (!/^NRRD000[1-5]\r?\n/.test(start)) {
    throw new InputError(
      `${path} is not a NRRD: it starts with ${JSON.stringify(start.slice(0, 8))}. Expected NRRD0001 to NRRD0005; it may be truncated or another format.`,
    );
  }
  const fields = new Map<string, string>();
  const lines: string[] = [];
  const line = /([^\n]*?)\r?(\n|$)/gy;
  for (let match = line.exec(start); match !== null && match[0] !== ''; match = line.exec(start)) {
    const text = match[1] ?? '';
    if (text === '') return checked(path, { fields, lines, headerBytes: line.lastIndex });
    lines.push(match[0]);
    if (lines.length === 1 || text.startsWith('#')) continue;
    const name = addField(path, fields, text);
    // An .nhdr whose voxels are elsewhere needs no empty line at its end; a list of files has none.
    if (name === 'data file' && /^LIST\b/.test(fields.get(name) ?? '')) break;
  }
  if (fields.has('data file')) {
    return checked(path, { fields, lines, headerBytes: start.length });
  }
  throw new InputError(
    `${path}: its NRRD header does not end with an empty line. It may be truncated: copy or export it again.`,
  );
}

function checked(path: string, header: NrrdHeader): NrrdHeader {
  refuseControlCharacters(path, header.lines.join(''));
  const { fields } = header;
  const stranger = [...fields.keys()].find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw new InputError(
      `${path}: its NRRD header has the field "${stranger}". Expected one of NRRD0005, or "key:=value" for others, which readers pass over.`,
    );
  }
  const second = replacedByDirections.find((name) => fields.has(name));
  if (second !== undefined && fields.has('space directions')) {
    throw new InputError(
      `${path}: its NRRD header has both space directions and ${second}. Expected only space directions, in which the voxel size is: remove the line.`,
    );
  }
  return header;
}

/** The field of a line by its usual name; null for a `key:=value`. */
export function fieldName(line: string): string | null {
  const name = /^([^:]+): /.exec(line)?.[1]?.toLowerCase();
  return name === undefined ? null : (otherNames.get(name) ?? name);
}

function addField(path: string, fields: Map<string, string>, line: string): string | null {
  const name = fieldName(line);
  if (name === null) {
    if (/^[^:]+:=/.test(line)) return null;
    throw new InputError(
      `${path}: its NRRD header has the line "${line.slice(0, 80)}". Expected "field: value", "key:=value" or "# comment".`,
    );
  }
  const value = line.slice(line.indexOf(': ') + 2).trim();
  if (fields.has(name)) {
    throw new InputError(
      `${path}: its NRRD header says "${name}" twice, ${fields.get(name)} and ${value}. Expected it once: remove the wrong line.`,
    );
  }
  fields.set(name, value);
  return name;
}
