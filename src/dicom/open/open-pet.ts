import { InputError } from '../../errors.js';
import type { SaidOfPet } from '../../suv/find-suv-scale.js';
import type { Patient } from '../../suv/patient.js';
import type { JudgedSeries } from '../choose/judge-series.js';
import { readStack } from '../read/read-stack.js';
import { type Stack, stackSlices } from '../read/stack-slices.js';
import type { DicomSuv } from '../suv/dicom-suv.js';
import { patientOf } from '../suv/patient-of.js';
import { suvOfSeries } from '../suv/suv-of-series.js';
import { lossyRemark, type OpenSeries } from './open-ct.js';
import { sourceOf } from './source-of.js';
import { takeFrame } from './take-frame.js';

/** A PET series of which no voxel has been read yet; read, it is in SUV by body weight, g/ml. */
export interface OpenPet extends OpenSeries {
  readonly suv: DicomSuv;
  /** What was injected, as the header calls it; null where it does not. */
  readonly tracer: string | null;
  /** As the header has it; what can be no height is null. */
  readonly patient: Patient;
}

/**
 * Makes sure that a PET series is one volume, and finds how its values become SUV.
 *
 * @param frame from 1, of a dynamic or gated PET; null for none
 * @throws InputError when it is none, or an attribute that SUV needs is missing or absurd
 */
export async function openPet(
  { found }: JudgedSeries,
  frame: number | null,
  said: SaidOfPet,
): Promise<OpenPet> {
  const what = `The PET (series ${found.id})`;
  const slices = frame === null ? found.slices : takeFrame(found.slices, frame, what);
  const stack = await stackSlices(slices, what);
  if (stack.shifts !== null) {
    throw new InputError(
      `${what} has slices that lie beside each other (ImagePositionPatient), as no PET scanner makes them: a mask on its slices could not be trusted. Export it again.`,
    );
  }
  const suv = suvOfSeries(
    stack.slices.map(({ pet }) => pet!),
    said,
  );
  const isLossy = slices.some(({ pixels }) => pixels!.isLossy);
  return {
    id: found.id,
    geometry: stack.geometry,
    source: sourceOf(stack),
    remarks: [...stack.remarks, ...missing(stack), ...(isLossy ? [lossyRemark] : [])],
    suv,
    patient: patientOf(stack.slices[0]!.pet!),
    tracer: stack.slices[0]!.pet!.radiopharmaceutical?.name ?? null,
    read: () =>
      readStack(stack, {
        scaleOf: (k) => {
          const { slope, intercept } = stack.slices[k]!.pixels!;
          return { slope: slope * suv.factors[k]!, intercept: intercept * suv.factors[k]! };
        },
        empty: 0,
        keepWhole: false,
      }),
  };
}

/** Slices that are missing at an end leave no gap. */
function missing({ slices }: Stack): string[] {
  const said = slices[0]!.pet!.numberOfSlices ?? 0;
  if (slices.length >= said) return [];
  return [
    `Its header says ${said} slices (NumberOfSlices, 0054,0081), and ${slices.length} are there: some may be missing at its ends.`,
  ];
}
