import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { decodeText } from '../files/decode-text.js';

// A data set's images lie in <root>/sub-01/ses-1/pet.
const mostLevels = 4;
const weightColumns = ['body_weight', 'weight'];

/**
 * The weight of the participant that an image is named after (`sub-01_…`), from the nearest `participants.tsv`
 * above it: BIDS keeps body weight there.
 *
 * @returns kg; null where none is told
 */
export async function participantWeight(image: string): Promise<number | null> {
  const participant = /^sub-[a-z0-9]+/i.exec(basename(image))?.[0];
  if (participant === undefined) return null;
  const table = await nearestTable(dirname(resolve(image)));
  if (table === null) return null;
  const [header, ...rows] = table.split(/\r?\n/).map((line) => line.split('\t'));
  const column = (header ?? []).findIndex((name) => weightColumns.includes(name.toLowerCase()));
  const row = rows.find(([id]) => id === participant);
  const weight = Number(row?.[column] || Number.NaN);
  return Number.isFinite(weight) ? weight : null;
}

async function nearestTable(folder: string, levels = mostLevels): Promise<string | null> {
  const found = await readFile(join(folder, 'participants.tsv')).catch(() => null);
  if (found !== null) return decodeText(found);
  const above = dirname(folder);
  return above === folder || levels === 1 ? null : nearestTable(above, levels - 1);
}
