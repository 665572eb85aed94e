/**
 * Turns the bytes of a text file into text: UTF-8, or UTF-16 in either byte order where the file begins
 * with its mark, as Windows programs write it. The mark itself is left out.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
