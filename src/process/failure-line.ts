/**
 * A failure in one line, for the end of stderr: that is the line which Grand Challenge shows to a
 * participant.
 */
export function failureLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `autopet: ${message.replace(/\s+/g, ' ').trim()}`;
}
