/** Text from a file as it may appear in a message: quoted, short, plain ASCII. */
export function printable(text: string): string {
  const plain = text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
  return `"${plain}${text.length > 100 ? '...' : ''}"`;
}
