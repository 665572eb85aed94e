/**
 * Turns the bytes of a text file into text: UTF-8; UTF-16 in either byte order, with its mark or, since JSON and
 * tables begin with an ASCII character, without; what is neither is taken for Latin-1, as older spreadsheet
 * programs write it. The mark itself is left out.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}
