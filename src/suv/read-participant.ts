import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { decodeText } from '../files/decode-text.js';
import { heightInCm } from './height-in-cm.js';
import { parseSex } from './parse-sex.js';
import type { Patient } from './patient.js';

// A data set's images lie in <root>/sub-01/ses-1/pet.
const mostLevels = 4;
const weightColumns = ['body_weight', 'weight'];
const heightColumns = ['body_height', 'height'];
const nothing: Patient = { weightKg: null, heightCm: null, sex: null };

/**
 * Weight, height and sex of the participant that an image is named after (`sub-01_…`), from the nearest `participants.tsv`
 * above it, where BIDS keeps them. A height is in m or cm.
 */
export async function readParticipant(image: string): Promise<Patient> {
  const participant = /^sub-[a-z0-9]+/i.exec(basename(image))?.[0];
  if (participant === undefined) return nothing;
  const table = await nearestTable(dirname(resolve(image)));
  if (table === null) return nothing;
  const [header, ...rows] = table.split(/\r?\n/).map((line) => line.split('\t'));
  const row = rows.find(([id]) => id === participant);
  const told = (names: readonly string[]): string => {
    const column = (header ?? []).findIndex((name) => names.includes(name.toLowerCase()));
    return row?.[column] ?? '';
  };
  const height = numberOf(told(heightColumns));
  return {
    weightKg: numberOf(told(weightColumns)),
    heightCm: height && heightInCm(height),
    sex: parseSex(told(['sex'])),
  };
}

function numberOf(text: string): number | null {
  const value = Number(text || Number.NaN);
  return Number.isFinite(value) ? value : null;
}

async function nearestTable(folder: string, levels = mostLevels): Promise<string | null> {
  const found = await readFile(join(folder, 'participants.tsv')).catch(() => null);
  if (found !== null) return decodeText(found);
  const above = dirname(folder);
  return above === folder || levels === 1 ? null : nearestTable(above, levels - 1);
}
