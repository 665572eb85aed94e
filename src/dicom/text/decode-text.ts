import { asciiOnly, characterSets, escapeSequences } from './character-sets.js';

/** What bytes below and above 0x80 stand for at a place in a text. */
interface State {
  /** A set whose characters are pairs of bytes below 0x80, where one is shifted to. */
  wide: 'JIS X 0208' | 'JIS X 0212' | null;
  /** Label of a TextDecoder that knows ASCII, and what is above. */
  decoder: string;
}

const escapeByte = 0x1b;
/** ^ and = of person names, and the ends of lines: after each the first character set is back. */
const delimiters = new Set([0x5e, 0x3d, 0x0a, 0x0c, 0x0d]);

/**
 * Decodes a text of a DICOM file, as PS3.5 section 6.1 has it, escape sequences included. What is not in
 * the character set that it should be in becomes U+FFFD.
 *
 * @param bytes the value; no backslash is looked for
 * @param characterSet the values of Specific Character Set, of which the first may be empty
 */
export function decodeText(bytes: Uint8Array, characterSet: readonly string[]): string {
  const first = characterSets.get(normal(characterSet[0] ?? '')) ?? asciiOnly;
  // Without escapes a ^ may be the second byte of a character.
  if (characterSet.length <= 1) return decodePart(bytes, { wide: null, decoder: first }, first);
  const state: State = { wide: null, decoder: first };
  let text = '';
  let from = 0;
  const take = (to: number): void => {
    text += decodePart(bytes.subarray(from, to), state, first);
    from = to;
  };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === escapeByte) {
      take(at);
      from = shift(bytes, at, state);
      at = from - 1;
    } else if (delimiters.has(bytes[at]!) && state.wide === null) {
      take(at);
      if (first !== asciiOnly) state.decoder = first;
    }
  }
  take(bytes.length);
  return text;
}

/** `ISO 2022 IR 100` is `ISO_IR 100` with escape sequences. */
function normal(name: string): string {
  return name.trim().replace(/^ISO 2022 IR /, 'ISO_IR ');
}

/** Heeds the escape sequence at a place. @returns where the text goes on */
function shift(bytes: Uint8Array, at: number, state: State): number {
  for (const { sequence, wide, decoder } of escapeSequences) {
    const end = at + 1 + sequence.length;
    if (Buffer.from(bytes.subarray(at + 1, end)).toString('latin1') !== sequence) continue;
    if (wide !== undefined) state.wide = wide;
    if (decoder !== undefined) state.decoder = decoder;
    return end;
  }
  return at + 1;
}

function decodePart(part: Uint8Array, { wide, decoder }: State, first: string): string {
  if (wide !== null) return decodeWide(part, wide);
  if (decoder !== asciiOnly) return new TextDecoder(decoder).decode(part);
  // Nothing but ASCII is allowed here, and yet there often is more: by what fits.
  if (first === asciiOnly && isUtf8(part)) return new TextDecoder().decode(part);
  return new TextDecoder('iso-8859-1').decode(part);
}

/** EUC-JP has both sets, with the highest bit set and, for the second, a byte before each pair. */
function decodeWide(part: Uint8Array, wide: 'JIS X 0208' | 'JIS X 0212'): string {
  const prefix = wide === 'JIS X 0212' ? [0x8f] : [];
  const euc = [...part].flatMap((byte, i) =>
    i % 2 === 0 ? [...prefix, byte | 0x80] : [byte | 0x80],
  );
  return new TextDecoder('euc-jp').decode(Uint8Array.from(euc));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
