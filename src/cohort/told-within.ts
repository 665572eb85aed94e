import { join } from 'node:path';

/** A message whose paths within a folder are told as they are from there: the same wherever the folder lies. */
export function toldWithin(folder: string, message: string): string {
  return message.replaceAll(join(folder, '/'), '');
}
