import type { Geometry } from '../volume.js';
import type { VoxelType } from './voxel-type.js';

/** Where the voxels of an image lie in a file, and how they are to be understood. */
export interface StoredVoxels {
  /** The image's own file, or the one beside a header. */
  readonly path: string;
  /** First byte in that file; `end` is exclusive, infinite for the file's end. */
  readonly start: number;
  readonly end: number;
  readonly encoding: 'raw' | 'gzip' | 'zlib' | 'text';
  /** Bytes to leave out once inflated; `rest` for all but the last that are needed. */
  readonly skip: number | 'rest';
  readonly type: VoxelType;
  readonly isLittleEndian: boolean;
  /** Value = stored x slope + intercept; null where values are stored as they are. */
  readonly scale: { readonly slope: number; readonly intercept: number } | null;
}

/** An image whose header has been parsed and checked, before any voxel is read. */
export interface StoredImage {
  readonly path: string;
  readonly format: 'MetaImage' | 'NIfTI' | 'NRRD';
  /** What the header says, by autopet's own reading of it. */
  readonly geometry: Geometry;
  readonly voxels: StoredVoxels;
  /** The file with 2 x 2 x 2 voxels for all of them, from which ITK reads the header. */
  readonly standIn: StandIn;
  /** What a reader of the image should know of it: whole sentences without its name. */
  readonly remarks: readonly string[];
}

/** A small file in memory with the header of a large one. Its voxels are {@link standInVoxels}. */
export interface StandIn {
  readonly bytes: Uint8Array;
  readonly ending: 'mha' | 'nii' | 'nrrd';
  /** How the geometry was read, for a message where ITK reads another. */
  readonly reading: string;
  /** Whether the header is the file's own, so that ITK's geometry is the one to go by. */
  readonly isVerbatim: boolean;
}
