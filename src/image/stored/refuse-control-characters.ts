import { InputError } from '../../errors.js';

/**
 * Refuses the text of a header with characters that no writer puts there: to a program in C a line
 * ends at a NUL, to one in JavaScript it does not; a carriage return in a line's midst makes it another line to some.
 *
 * @param path names the file in the message
 * @throws InputError when there are any but tabs and line ends (LF, CR LF)
 */
export function refuseControlCharacters(path: string, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 32 || code === 9 || code === 10) continue;
    if (code === 13 && (i + 1 === text.length || text[i + 1] === '\n')) continue;
    throw new InputError(
      `${path}: its header has the control character ${code} at byte ${i}. Expected text: it is damaged, copy or export it again.`,
    );
  }
}
