import { lstat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Where it is told of a participant, and who that is. */
export interface ParticipantTable {
  /** `participants.tsv` */
  readonly path: string;
  /** As `sub-01`. */
  readonly participant: string;
}

// A data set's images lie in <root>/sub-01/ses-1/pet.
const mostLevels = 4;

/**
 * Finds the nearest `participants.tsv` above an image that is named after a participant (`sub-01_…`), as in BIDS.
 *
 * @returns null where there is none, or the image is not so named
 */
export async function participantTable(image: string): Promise<ParticipantTable | null> {
  const participant = /^sub-[a-z0-9]+/i.exec(basename(image))?.[0];
  if (participant === undefined) return null;
  let folder = dirname(resolve(image));
  for (let level = 0; level < mostLevels; level++) {
    const path = join(folder, 'participants.tsv');
    const isThere = await lstat(path).then(Boolean, () => false);
    if (isThere) return { path, participant };
    folder = dirname(folder);
  }
  return null;
}
