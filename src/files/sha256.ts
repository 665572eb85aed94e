import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { openOrdinary } from './open-ordinary.js';

/**
 * SHA-256 of a file in hexadecimal.
 *
 * @throws as {@link openOrdinary}
 */
export async function sha256(path: string): Promise<string> {
  const file = await openOrdinary(path);
  const hash = createHash('sha256');
  await pipeline(file.createReadStream(), hash);
  return hash.digest('hex');
}
