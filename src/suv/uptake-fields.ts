import { z } from 'zod';
import * as field from '../options/fields.js';
import { findNuclide, nuclideNames } from './find-nuclide.js';
import { decayCorrections } from './find-times.js';
import { parseClockTime } from './parse-clock-time.js';
import { sexes } from './patient.js';
import { petUnits } from './pet-unit.js';
import { plausibleDoseMbq, plausibleHeightCm, plausibleWeightKg } from './plausible.js';

const clockTime = field.optional(
  z.string().refine((text) => parseClockTime(text) !== null),
  null,
  "a time as DICOM's TM or DT or ISO 8601 has it, such as 103100, 10:31 or 2024-03-05T10:31:00+01:00",
);

/** `auto`: what is told beside the voxels, else SUV. */
export const petUnit = field.choice(['auto', ...petUnits], 'auto');

/** What is said of one PET. */
export const uptakeFields = {
  petUnit,
  weight: field.numberFrom(...plausibleWeightKg, null, ' (kg)'),
  dose: field.numberFrom(...plausibleDoseMbq, null, ' (MBq)'),
  injectionTime: clockTime,
  scanTime: clockTime,
  nuclide: field.optional(
    z.string().refine((name) => findNuclide(name) !== null),
    null,
    `one of ${nuclideNames.join(', ')}`,
  ),
  decayCorrection: field.choice(decayCorrections, null),
};

/** What is said of the patient beside the weight. */
export const patientFields = {
  height: field.numberFrom(...plausibleHeightCm, null, ' (cm)'),
  sex: field.choice(sexes, null),
};
