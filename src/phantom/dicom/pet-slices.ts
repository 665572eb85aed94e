import { code, type Dataset, toDecimal } from '../../dicom/write/dataset.js';
import type { Volume } from '../../image/volume.js';
import { suvFactor } from '../../suv/suv-factor.js';
import { day, injection, patient, scan } from './scan.js';
import { type SeriesKind, sliceAttributes } from './slice-attributes.js';

const kind: SeriesKind = {
  name: 'pet',
  sopClassUID: '1.2.840.10008.5.1.4.1.1.128',
  modality: 'PT',
  number: 2,
  description: 'PET WB AC',
};

// The largest of 16 bits with a sign.
const most = 32767;

/** @param pet [z,y,x], SUV in g/ml; becomes Bq/ml, corrected for decay to the start of the scan */
export function* petSlices(pet: Volume): Generator<Dataset> {
  const [columns, rows, slices] = pet.size;
  const suvOfBqMl = suvFactor(1, {
    weightKg: Number(patient.PatientWeight),
    doseMbq: injection.megabecquerel,
    decaySeconds: scan.secondsAfterInjection,
    halfLifeSeconds: injection.halfLifeSeconds,
  });
  for (let k = 0; k < slices; k++) {
    const suv = pet.data.subarray(k * rows * columns, (k + 1) * rows * columns);
    const largest = suv.reduce((a, b) => Math.max(a, b), 0) / suvOfBqMl;
    const slope = toDecimal(largest === 0 ? 1 : largest / most);
    // As large as the slope that is written.
    const unit = Number(slope) * suvOfBqMl;
    const stored = Int16Array.from(suv, (value) => Math.min(most, Math.round(value / unit)));
    yield {
      ...sliceAttributes(pet, kind, k),
      ...acquisition,
      ImageType: ['ORIGINAL', 'PRIMARY'],
      NumberOfSlices: slices,
      ImageIndex: k + 1,
      RescaleIntercept: '0',
      RescaleSlope: slope,
      PixelData: stored.buffer,
    };
  }
}

/** Of all slices. */
const acquisition: Dataset = {
  SeriesType: ['WHOLE BODY', 'IMAGE'],
  Units: 'BQML',
  CountsSource: 'EMISSION',
  CorrectedImage: ['DECY', 'ATTN', 'SCAT', 'RAN', 'NORM'],
  DecayCorrection: 'START',
  DecayFactor: '1',
  RandomsCorrectionMethod: 'NONE',
  AttenuationCorrectionMethod: 'none: synthetic',
  ScatterCorrectionMethod: 'none: synthetic',
  CollimatorType: 'NONE',
  // Codes stand in its place.
  PatientPosition: undefined,
  PatientOrientationCodeSequence: [
    {
      ...code('102538003', 'SCT', 'recumbent'),
      PatientOrientationModifierCodeSequence: [code('40199007', 'SCT', 'supine')],
    },
  ],
  PatientGantryRelationshipCodeSequence: [code('102540008', 'SCT', 'headfirst')],
  FrameReferenceTime: '0',
  ActualFrameDuration: 120_000,
  RadiopharmaceuticalInformationSequence: [
    {
      Radiopharmaceutical: 'FDG',
      RadiopharmaceuticalStartTime: injection.time,
      RadiopharmaceuticalStartDateTime: `${day}${injection.time}`,
      RadionuclideTotalDose: String(injection.megabecquerel * 1e6),
      RadionuclideHalfLife: String(injection.halfLifeSeconds),
      RadionuclidePositronFraction: '0.97',
      RadionuclideCodeSequence: [code('77004003', 'SCT', '^18^Fluorine')],
    },
  ],
};
