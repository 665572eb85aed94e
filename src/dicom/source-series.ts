import type { Vec3 } from '../image/volume.js';

/**
 * The PET series that a volume was read from, as far as what is written back must name it: SEG, SR and
 * RTSTRUCT lie on its very slices. Voxel [k,j,i] of the volume is row j and column i of `slices[k]`.
 */
export interface SourceSeries {
  readonly studyInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly frameOfReferenceUID: string;
  /** `PT`, say. */
  readonly modality: string;
  /** Pixels along the volume's j index. */
  readonly rows: number;
  /** Pixels along the volume's i index. */
  readonly columns: number;
  /** mm from row to row (j), then from column to column (i). */
  readonly pixelSpacing: readonly [number, number];
  /** Direction cosines (LPS) in which i grows, along a row, then in which j grows, down a column. */
  readonly imageOrientationPatient: readonly [number, number, number, number, number, number];
  /** In the order of the volume's k index, each once. */
  readonly slices: readonly SourceSlice[];
}

/** One slice of a series: a file, or one frame of a file. */
export interface SourceSlice {
  /** Where its file can be read until the results are written. */
  readonly path: string;
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
  /** Of an enhanced multi-frame object, from 1; absent where the file is the slice. */
  readonly frame?: number;
  /** Centre of the slice's first pixel as the file has it, LPS, mm. */
  readonly imagePositionPatient: Vec3;
}
