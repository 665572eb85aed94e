import { createHash } from 'node:crypto';

/**
 * A UID of content: the same parts give the same UID, so that a second run floods no archive.
 *
 * @returns `2.25.` and the first 128 bits of a SHA-256, as PS3.5 annex B.2 has it of a UUID
 */
export function deriveUid(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part as string);
    hash.update(`${bytes.length} `).update(bytes);
  }
  return `2.25.${BigInt(`0x${hash.digest('hex').slice(0, 32)}`)}`;
}
