import { type Dataset, toDecimal } from '../../dicom/write/dataset.js';
import { deriveUid } from '../../dicom/write/derive-uid.js';
import type { Geometry, Vec3 } from '../../image/volume.js';
import { day, injection, patient, scan } from './scan.js';

/** What tells the slices of one series from those of another. */
export interface SeriesKind {
  readonly name: 'pet' | 'ct';
  readonly sopClassUID: string;
  readonly modality: 'PT' | 'CT';
  readonly number: number;
  readonly description: string;
}

const uid = (...parts: readonly string[]): string => deriveUid('autopet example', ...parts);

/** The attributes that PET and CT slices share: patient, study, series, equipment, place, pixels but for their values. */
export function sliceAttributes(volume: Geometry, kind: SeriesKind, k: number): Dataset {
  const [columns, rows] = volume.size;
  const [x, y, z] = volume.spacing;
  const { direction: d } = volume;
  const cosines = [d[0], d[3], d[6], d[1], d[4], d[7]] as const;
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: kind.sopClassUID,
    SOPInstanceUID: uid(kind.name, String(k)),
    ...patient,
    StudyInstanceUID: uid('study'),
    StudyID: '1',
    StudyDate: day,
    StudyTime: injection.time,
    StudyDescription: 'FDG PET/CT, synthetic',
    AccessionNumber: '',
    ReferringPhysicianName: '',
    Modality: kind.modality,
    SeriesInstanceUID: uid(kind.name),
    SeriesNumber: kind.number,
    SeriesDescription: kind.description,
    SeriesDate: day,
    SeriesTime: scan.time,
    AcquisitionDate: day,
    AcquisitionTime: scan.time,
    AcquisitionNumber: 1,
    ContentDate: day,
    ContentTime: scan.time,
    PatientPosition: 'HFS',
    BodyPartExamined: 'WHOLEBODY',
    Manufacturer: 'autopet',
    ManufacturerModelName: 'phantom',
    FrameOfReferenceUID: uid('frame of reference'),
    PositionReferenceIndicator: '',
    InstanceNumber: k + 1,
    ImagePositionPatient: placeOf(volume, k).map(toDecimal),
    ImageOrientationPatient: cosines.map(toDecimal),
    PixelSpacing: [toDecimal(y), toDecimal(x)],
    SliceThickness: toDecimal(z),
    Rows: rows,
    Columns: columns,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
  };
}

/** The centre of a slice's first voxel. */
function placeOf({ origin, spacing, direction }: Geometry, k: number): Vec3 {
  const at = (axis: 0 | 1 | 2): number => origin[axis] + direction[3 * axis + 2]! * spacing[2] * k;
  return [at(0), at(1), at(2)];
}
