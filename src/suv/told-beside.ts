import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { participantTable } from './participant-table.js';
import { sidecarBeside } from './read-sidecar.js';

/** A file that tells something of a PET. */
export interface ToldBeside {
  readonly role: 'sidecar' | 'participants' | 'participant columns';
  readonly path: string;
}

/**
 * The files that are there from which it may be told how a PET becomes SUV: its sidecar, and the table of participants with what is
 * said of its columns. Without a sidecar nobody asks the others.
 */
export async function toldBeside(image: string): Promise<readonly ToldBeside[]> {
  const sidecar = await sidecarBeside(image);
  if (sidecar === null) return [];
  const told: ToldBeside[] = [{ role: 'sidecar', path: sidecar }];
  const table = await participantTable(image);
  if (table === null) return told;
  told.push({ role: 'participants', path: table.path });
  const columns = join(dirname(table.path), 'participants.json');
  const isThere = await lstat(columns).then(Boolean, () => false);
  return isThere ? [...told, { role: 'participant columns', path: columns }] : told;
}
