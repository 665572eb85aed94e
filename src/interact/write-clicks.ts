import { writeJson } from '../files/write-json.js';
import type { Clicks } from '../segment/clicks/clicks.js';

/** Writes clicks as the challenge's platform gives them: tumour first. @throws ResourceError, UsageError */
export async function writeClicks(path: string, { tumour, background }: Clicks): Promise<void> {
  await writeJson(path, {
    version: { major: 1, minor: 0 },
    type: 'Multiple points',
    points: [
      ...tumour.map((point) => ({ point, name: 'tumor' })),
      ...background.map((point) => ({ point, name: 'background' })),
    ],
  });
}
