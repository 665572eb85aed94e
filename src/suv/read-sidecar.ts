import { basename } from 'node:path';
import { z } from 'zod';
import { InputError, isAutopetError } from '../errors.js';
import { withoutEnding } from '../files/endings.js';
import { readJsonIfThere } from '../files/read-json.js';
import type { Log } from '../log.js';
import { participantWeight } from './participant-weight.js';
import type { PetFacts } from './pet-facts.js';

/** Text that stands for something: BIDS writes `n/a` where nothing is known. */
const text = z
  .string()
  .transform((value) => (/^(n\/a)?$/i.test(value.trim()) ? null : value.trim()))
  .nullish()
  .catch(null);
const number = z.number().nullish().catch(null);

/** BIDS 1.11, "Positron Emission Tomography": what a sidecar tells that matters here. */
const keys = {
  Units: text,
  InjectedRadioactivity: number,
  InjectedRadioactivityUnits: text,
  // So in the specification's own example.
  InjectedRadioActivityUnits: text,
  TracerName: text,
  TracerRadionuclide: text,
  ImageDecayCorrected: z.boolean().nullish().catch(null),
  ImageDecayCorrectionTime: number,
  InjectionStart: number,
  ScanStart: number,
};
/** No keys of BIDS; dcm2niix writes the second. */
const weights = { BodyWeight: number, PatientWeight: number };
const schema = z.looseObject({ ...keys, ...weights });
const rules = { Refused: InputError, expected: 'a JSON object' };

const mbqIn = new Map([
  ['bq', 1e-6],
  ['kbq', 1e-3],
  ['mbq', 1],
  ['gbq', 1e3],
  ['mci', 37],
]);

// One of the two may be rounded.
const alike = 1.02;

/**
 * Where the BIDS-PET sidecar of an image lies: `pet.json` beside `pet.nii.gz`. A JSON file without any of
 * BIDS's PET keys is none.
 *
 * @returns null where there is none that can be read
 */
export async function sidecarBeside(image: string): Promise<string | null> {
  const found = await parse(image).catch(nullIfUnusable);
  return found === null ? null : pathBeside(image);
}

/**
 * Reads what the BIDS-PET sidecar beside an image tells. The weight may also come from the data set's
 * `participants.tsv`.
 *
 * @returns null where there is none, or none that can be read, which is told
 */
export async function readSidecar(image: string, log: Log): Promise<PetFacts | null> {
  const path = pathBeside(image);
  const found = await parse(image).catch((error: unknown) => {
    log.warn({ path }, `No sidecar was read: ${(error as Error).message}`);
    return nullIfUnusable(error);
  });
  if (found === null) return null;
  return {
    source: basename(path),
    unit: found.Units ?? null,
    weightKg: await weightOf(found, image, log),
    doseMbq: doseOf(found),
    nuclide: found.TracerRadionuclide ?? null,
    tracer: found.TracerName ?? null,
    isDecayCorrected: found.ImageDecayCorrected ?? null,
    injection: found.InjectionStart ?? null,
    scan: found.ScanStart ?? null,
    correctedTo: found.ImageDecayCorrectionTime ?? null,
  };
}

type Sidecar = z.output<typeof schema>;

async function parse(image: string): Promise<Sidecar | null> {
  const found = await readJsonIfThere(pathBeside(image), schema, rules);
  return found !== null && Object.keys(keys).some((key) => key in found) ? found : null;
}

function pathBeside(image: string): string {
  return `${withoutEnding(image)}.json`;
}

function nullIfUnusable(error: unknown): null {
  if (isAutopetError(error)) return null;
  throw error;
}

/** The sidecar's; where that has none, the table's. */
async function weightOf(found: Sidecar, image: string, log: Log): Promise<number | null> {
  const told = [found.BodyWeight, found.PatientWeight].filter((kg) => kg != null);
  if (told.length === 0) return participantWeight(image, log);
  const [least, most] = [Math.min(...told), Math.max(...told)];
  if (most <= least * alike) return told[0]!;
  log.warn(
    { path: pathBeside(image) },
    `No body weight was taken: ${pathBeside(image)} gives two, ${told.join(' and ')} kg. Expected one.`,
  );
  return null;
}

function doseOf(found: Sidecar): number | null {
  const unit = found.InjectedRadioactivityUnits ?? found.InjectedRadioActivityUnits ?? '';
  const mbq = mbqIn.get(unit.toLowerCase());
  const amount = found.InjectedRadioactivity ?? null;
  return amount === null || mbq === undefined ? null : amount * mbq;
}
