/** Reasons of TLS that a certificate authority of one's own has. */
const unknownAuthority = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Why `fetch` came back without an answer, in words: its own are "fetch failed". */
export function whyUnreachable(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'the server did not answer';
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : null);
  if (code === null) return 'the server cannot be reached';
  if (unknownAuthority.has(code)) {
    return `the server's certificate is of an unknown authority (${code}); NODE_EXTRA_CA_CERTS=authority.pem makes it known`;
  }
  return `the server cannot be reached (${code})`;
}

function codeOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : null;
}
