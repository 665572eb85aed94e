import { niftiVersion } from '../nifti/parse-nifti-header.js';

// What is sometimes found under an image's name, by its first bytes.
const signatures: readonly (readonly [name: string, at: number, bytes: string])[] = [
  ['gzip', 0, '\x1f\x8b'],
  ['NRRD', 0, 'NRRD000'],
  ['DICOM', 128, 'DICM'],
  ['a ZIP archive', 0, 'PK\x03\x04'],
  ['HDF5 or MINC', 0, '\x89HDF'],
  ['a PNG picture', 0, '\x89PNG'],
  ['a bzip2 archive', 0, 'BZh'],
  ['a Git LFS pointer', 0, 'version https://git-lfs'],
  ['a NumPy array', 0, '\x93NUMPY'],
];

/** What a file is by its first bytes; null for anything else, a MetaImage among it. */
export function contentOf(start: Buffer): string | null {
  if (start.length === 0) return 'empty';
  if (niftiVersion(start) !== null) return 'NIfTI';
  const text = start.toString('latin1', 0, 256);
  return signatures.find(([, at, bytes]) => text.startsWith(bytes, at))?.[0] ?? null;
}
