import { openOrdinary } from './open-ordinary.js';

/**
 * Reads the whole of an ordinary file.
 *
 * @throws as {@link openOrdinary}
 */
export async function readOrdinary(path: string): Promise<Buffer> {
  const file = await openOrdinary(path);
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}
