import { isAbsolute } from 'node:path';

/** Whether a relative path leads to something in the folder that it is joined to, by its words alone. */
export function staysBelow(path: string): boolean {
  return !isAbsolute(path) && !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
}
