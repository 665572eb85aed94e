import type { Vec3 } from '../../image/volume.js';
import type { PetAttributes } from '../suv/pet-attributes.js';

/** A slice as its header has it, checked for form only: a file, or one frame of a file. */
export interface SliceHeader {
  readonly path: string;
  /** Of a multi-frame file, from 0; null where the file is the slice. */
  readonly frame: number | null;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly frameOfReferenceUid: string | null;
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Tells patients apart, and nothing else. */
  readonly patientHash: string;
  readonly modality: string;
  readonly seriesNumber: number | null;
  readonly instanceNumber: number | null;
  readonly imageType: readonly string[];
  /** Null for what is no slice of a patient: a report, a screenshot. */
  readonly plane: Plane | null;
  readonly pixels: PixelFormat | null;
  /** Of a PET. */
  readonly pet: PetAttributes | null;
}

/** Where a slice lies. */
export interface Plane {
  readonly rows: number;
  readonly columns: number;
  /** mm from row to row, then from column to column. */
  readonly spacing: readonly [number, number];
  /** Direction cosines along a row and down a column, LPS. */
  readonly along: Vec3;
  readonly down: Vec3;
  /** Centre of the first pixel, LPS, mm. */
  readonly position: Vec3;
  /** mm; null where it is not told. */
  readonly thickness: number | null;
}

/** How a slice's numbers are stored. */
export interface PixelFormat {
  readonly transferSyntax: string;
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
  /** Value = stored × slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /** Stored values, from and to, that stand for nothing; null for none. */
  readonly padding: readonly [number, number] | null;
  /** Frames in the file. */
  readonly frames: number;
  /** Whether values are looked up in a table instead. */
  readonly hasLookup: boolean;
  /** Whether an earlier compression has lost something. */
  readonly isLossy: boolean;
}
