import type { SourceSeries } from '../../dicom/source-series.js';
import type { DicomSuv } from '../../dicom/suv/dicom-suv.js';
import { openImage } from '../../image/read/open-image.js';
import type { Log } from '../../log.js';
import { findPatient } from '../../suv/find-patient.js';
import { findSuvScale, type SaidOfPet } from '../../suv/find-suv-scale.js';
import type { Patient, SaidOfPatient } from '../../suv/patient.js';
import type { PetFacts } from '../../suv/pet-facts.js';
import { readSidecar } from '../../suv/read-sidecar.js';
import type { SuvScale } from '../../suv/suv-scale.js';
import { imageOfFile, type StudyImage } from './study-image.js';

/** A study whose headers have been read, and no voxel yet. */
export interface OpenStudy {
  readonly pet: StudyImage;
  /** Null for a PET alone. */
  readonly ct: StudyImage | null;
  /** How the PET's stored values become SUV. */
  readonly scale: SuvScale;
  /** What a sidecar lacks for a scale, where it says that there should be one. */
  readonly scaleLack: string | null;
  /** What a sidecar tells of the PET; null without one. */
  readonly facts: PetFacts | null;
  /** What is known of the patient. */
  readonly patient: Patient;
  /** How DICOM became SUV, and the slices that what is found may be written back to; null for image files. */
  readonly dicom: { readonly suv: DicomSuv; readonly source: SourceSeries } | null;
}

/** What is opened. */
export interface StudyInput extends SaidOfPet, Partial<SaidOfPatient> {
  readonly pet: string;
  /** Null for none. */
  readonly ct: string | null;
}

/**
 * Reads and checks the headers of a PET and a CT, if there is one, and the PET's sidecar.
 *
 * @throws InputError when there is no such file, or its header cannot be trusted
 * @throws OptionError when what is said of the PET's unit or the patient is not enough, absurd, or of no use
 */
export async function openStudy(input: StudyInput, log: Log): Promise<OpenStudy> {
  const facts = await readSidecar(input.pet, log);
  const { scale, lack } = findSuvScale(input, facts);
  const [pet, ct] = await Promise.all([
    openImage(input.pet),
    input.ct === null ? null : openImage(input.ct),
  ]);
  return {
    pet: imageOfFile(pet),
    ct: ct && imageOfFile(ct),
    scale,
    scaleLack: lack,
    facts,
    patient: findPatient({ height: null, sex: null, ...input }, facts),
    dicom: null,
  };
}
