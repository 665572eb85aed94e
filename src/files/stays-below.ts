import { isAbsolute } from 'node:path';

/** Whether a relative path leads to something in the folder that it is joined to, by its words alone. */
export function staysBelow(path: string): boolean {
  const isWithin = !isAbsolute(path) && !path.startsWith('/');
  return isWithin && !path.includes('\0') && !path.split(/[/\\]/).includes('..');
}
