import { createHash } from 'node:crypto';

/** SHA-256 of what is in memory, in hexadecimal; text as UTF-8. See `sha256` for a file. */
export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
