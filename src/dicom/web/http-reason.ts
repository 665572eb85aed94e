const hints: ReadonlyMap<number, string> = new Map([
  [401, ', the server wants AUTOPET_DICOMWEB_TOKEN'],
  [403, ', what AUTOPET_DICOMWEB_TOKEN says is not enough'],
  [404, ', there is nothing at this address'],
  [413, ', the object is too large for the server'],
  ...[301, 302, 307, 308].map((moved) => [moved, ', the server is elsewhere'] as const),
]);

/** What a server says that does not do what it was asked for, in words. */
export function httpReason(status: number): string {
  return `HTTP ${status}${hints.get(status) ?? ''}`;
}
