import { version } from '../../version.js';
import type { Dataset } from './dataset.js';
import { type Findings, uidOf } from './findings.js';

/** What tells one kind of object from another. */
export interface ObjectKind {
  readonly name: 'seg' | 'sr' | 'rtstruct' | 'picture';
  readonly sopClassUID: string;
  readonly modality: string;
  readonly description: string;
  readonly seriesNumber: number;
}

/** The modules that all objects have: patient, study, series, equipment, SOP common. Each is a series by itself. */
export function generalModules(findings: Findings, kind: ObjectKind): Dataset {
  const { header, source } = findings;
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    ...header.patientAndStudy,
    StudyInstanceUID: source.studyInstanceUID,
    SOPClassUID: kind.sopClassUID,
    SOPInstanceUID: uidOf(findings, kind.name),
    Modality: kind.modality,
    SeriesInstanceUID: uidOf(findings, `series of ${kind.name}`),
    SeriesNumber: kind.seriesNumber,
    SeriesDate: header.date,
    SeriesTime: header.time,
    SeriesDescription: kind.description,
    InstanceNumber: 1,
    Manufacturer: 'autopet',
    ManufacturerModelName: 'autopet',
    DeviceSerialNumber: '0',
    SoftwareVersions: version,
  };
}

/** When the content was made: with the PET, so that a second run makes the same. */
export function contentDate({ header }: Findings): Dataset {
  return { ContentDate: header.date, ContentTime: header.time };
}

/** The frame of reference, which is the PET's. */
export function frameOfReference({ source, header }: Findings): Dataset {
  return {
    FrameOfReferenceUID: source.frameOfReferenceUID,
    PositionReferenceIndicator: header.positionReferenceIndicator,
  };
}
