import { basename } from 'node:path';
import { z } from 'zod';
import { InputError, isAutopetError } from '../errors.js';
import { withoutEnding } from '../files/endings.js';
import { readJsonIfThere } from '../files/read-json.js';
import type { Log } from '../log.js';
import { heightInCm } from './height-in-cm.js';
import { parseSex } from './parse-sex.js';
import type { Patient } from './patient.js';
import type { PetFacts } from './pet-facts.js';
import { readParticipant } from './read-participant.js';

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
/** No keys of BIDS; dcm2niix writes those of the patient, as DICOM has them. */
const patientKeys = {
  BodyWeight: number,
  PatientWeight: number,
  BodyHeight: number,
  PatientSize: number,
  PatientSex: text,
};
const schema = z.looseObject({ ...keys, ...patientKeys });
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
 * Reads what the BIDS-PET sidecar beside an image tells. The patient's weight, height and
 * sex may also come from the data set's `participants.tsv`.
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
    ...(await patientOf(found, image, log)),
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

/** The sidecar's; where that has none, the participant's. A height that can be none is not told. */
async function patientOf(found: Sidecar, image: string, log: Log): Promise<Patient> {
  const participant = await readParticipant(image, log);
  const agreed = (name: string, told: Told, otherwise: number | null): number | null => {
    const numbers = told.filter((value) => value != null);
    const [first = otherwise] = numbers;
    if (numbers.length < 2 || Math.max(...numbers) <= Math.min(...numbers) * alike) return first;
    const path = pathBeside(image);
    const both = numbers.join(' and ');
    log.warn({ path }, `No ${name} was taken: ${path} gives two, ${both}. Expected one.`);
    return null;
  };
  const heights = [found.BodyHeight, found.PatientSize].map((told) =>
    told == null ? null : heightInCm(told),
  );
  return {
    weightKg: agreed('weight', [found.BodyWeight, found.PatientWeight], participant.weightKg),
    heightCm: agreed('height', heights, participant.heightCm),
    sex: parseSex(found.PatientSex ?? '') ?? participant.sex,
  };
}

type Told = readonly (number | null | undefined)[];

function pathBeside(image: string): string {
  return `${withoutEnding(image)}.json`;
}

function nullIfUnusable(error: unknown): null {
  if (isAutopetError(error)) return null;
  throw error;
}

function doseOf(found: Sidecar): number | null {
  const unit = found.InjectedRadioactivityUnits ?? found.InjectedRadioActivityUnits ?? '';
  const mbq = mbqIn.get(unit.toLowerCase());
  const amount = found.InjectedRadioactivity ?? null;
  return amount === null || mbq === undefined ? null : amount * mbq;
}
