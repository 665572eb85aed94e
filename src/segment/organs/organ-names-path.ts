import { withoutEnding } from '../../files/endings.js';

/** Where the names of an organ map's labels lie: `organs.json` beside `organs.nii.gz`. */
export function organNamesPath(organs: string): string {
  return `${withoutEnding(organs)}.json`;
}
