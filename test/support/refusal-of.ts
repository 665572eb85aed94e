import { InputError } from '../../src/errors.js';
import { readVolume } from '../../src/image/read/read-volume.js';

/** The message with which an image is refused as unusable. */
export async function refusalOf(path: string): Promise<string> {
  const error: unknown = await readVolume(path).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}
