import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { imageEndings, withoutEnding } from '../files/endings.js';
import { readJson } from '../files/read-json.js';
import { systemError } from '../files/system-error.js';
import { silentLog } from '../log.js';
import { findPatient } from '../suv/find-patient.js';
import { type Patient, sexes } from '../suv/patient.js';
import { readSidecar } from '../suv/read-sidecar.js';
import { findByRecord } from './find-by-record.js';

/** The files of one study. */
export interface StudyFiles {
  readonly pet: string;
  readonly ct: string;
  readonly mask: string;
  /** That named them; null of a folder. */
  readonly report: string | null;
  /** Of a report; null of a folder, where the PET's own sidecar says how its values become SUV. */
  readonly told: { readonly suvFactor: number } | null;
  /** As the report has it, or the PET's sidecar. */
  readonly patient: Patient;
}

type Role = 'pet' | 'ct' | 'mask';
type Names = Readonly<Record<Role, string | null>>;

/**
 * Finds PET, CT and mask in a folder, or by the report or record that names them.
 *
 * @param names of the files in a folder; null for the usual ones
 * @throws InputError that says what is missing
 */
export async function findStudy(path: string, names: Names): Promise<StudyFiles> {
  const found = await stat(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  return found.isDirectory() ? findInFolder(path, names) : findInFile(path);
}

const usualNames: Readonly<Record<Role, readonly string[]>> = {
  pet: ['pet', 'PET', 'SUV', 'suv'],
  ct: ['ct', 'CT', 'CTres', 'ctres'],
  mask: ['mask', 'SEG', 'seg', 'output'],
};

async function findInFolder(folder: string, names: Names): Promise<StudyFiles> {
  const entries = await readdir(folder);
  const find = (role: Role): string => {
    const name = names[role];
    if (name !== null) return join(folder, name);
    const known = usualNames[role].flatMap((stem) => imageEndings.map((ending) => stem + ending));
    const there = known.filter((candidate) => entries.includes(candidate));
    if (there.length === 1) return join(folder, there[0]!);
    const stems = usualNames[role].join(', ');
    throw new InputError(
      there.length === 0
        ? `${folder} holds no ${role === 'mask' ? 'mask' : role.toUpperCase()}: expected an image called ${stems}. Say what it is called with --${role}.`
        : `${folder} holds several that may be the ${role}: ${there.join(', ')}. Say which with --${role}.`,
    );
  };
  return untold({ pet: find('pet'), ct: find('ct'), mask: find('mask') });
}

/** Of a patient that a sidecar alone may tell of. */
async function untold(files: Readonly<Record<Role, string>>): Promise<StudyFiles> {
  // That it cannot be read is told when the study is opened.
  const facts = await readSidecar(files.pet, silentLog);
  const patient = findPatient({ weight: null, height: null, sex: null }, facts);
  return { ...files, report: null, told: null, patient };
}

const formatSchema = z.looseObject({ format: z.string().optional() });
const rules = {
  Refused: InputError,
  expected: 'a report of autopet segment or measure',
  advice: 'Give such a report, or a folder with PET, CT and mask.',
};

async function findInFile(path: string): Promise<StudyFiles> {
  const { format } = await readJson(path, formatSchema, rules);
  if (format !== 'autopet-record-1') return findByReport(path);
  const { report, ...files } = await findByRecord(path);
  return report === null ? untold(files) : findByReport(report);
}

// As `segment` and `measure` write it.
const reportSchema = z.looseObject({
  pet: z.string(),
  ct: z.string().nullable(),
  output: z.string().optional(),
  mask: z.string().optional(),
  suv: z.looseObject({ factor: z.number().positive(), weight_kg: z.number().nullable() }),
  // Reports of earlier versions lack it.
  patient: z
    .looseObject({
      weight_kg: z.number().nullable(),
      height_cm: z.number().nullable(),
      sex: z.enum(sexes).nullable(),
    })
    .optional(),
});

async function findByReport(path: string): Promise<StudyFiles> {
  const report = await readJson(path, reportSchema, rules);
  const mask = report.output ?? report.mask;
  if (mask === undefined) throw lacking(path, 'no mask');
  if (report.ct === null) throw lacking(path, 'no CT, which the two studies are registered by');
  const place = (role: string, name: string) => placeOf(path, role, name);
  return {
    pet: await place('PET', report.pet),
    ct: await place('CT', report.ct),
    mask: await place('mask', mask),
    report: path,
    told: { suvFactor: report.suv.factor },
    patient: {
      weightKg: report.patient?.weight_kg ?? report.suv.weight_kg,
      heightCm: report.patient?.height_cm ?? null,
      sex: report.patient?.sex ?? null,
    },
  };
}

/** Reports tell paths as they were given: from where the command ran, or beside the report itself. */
async function placeOf(report: string, role: string, name: string): Promise<string> {
  for (const candidate of [
    name,
    join(dirname(report), name),
    join(dirname(report), basename(name)),
  ]) {
    const found = await stat(candidate).catch(() => null);
    // What is no image is a folder of DICOM files.
    if (found?.isFile() && withoutEnding(candidate) !== candidate) return candidate;
  }
  throw lacking(
    report,
    `as ${role} ${name}, which is no image file that is there, neither from here nor beside the report (a study of DICOM files has none)`,
  );
}

function lacking(report: string, what: string): InputError {
  return new InputError(
    `${report} names ${what}. Give a folder with PET, CT and mask instead; autopet dicom makes image files of DICOM.`,
  );
}
