import { openFolder } from '../file/open-folder.js';
import { shortHash } from '../read/group-series.js';
import type { SliceHeader } from '../read/slice-header.js';
import { headersOf } from './headers-of.js';

/** A study in a folder of several. */
export interface ListedStudy {
  readonly studyUid: string;
  /** First eight digits of the SHA-256 of its UID. */
  readonly id: string;
  /** All of its files. */
  readonly files: readonly string[];
  /** Those of its PETs and CTs. */
  readonly images: readonly string[];
}

/** What studies lie in a folder, as long as their files are needed. */
export interface ListedFolder {
  /** Those with a PET of some kind, in the order of their ids. */
  readonly studies: readonly ListedStudy[];
  /** Studies without a PET. */
  readonly otherStudies: number;
  /** Files that are no DICOM. */
  readonly otherFiles: number;
  /** Files that begin as DICOM does and cannot be parsed, or that may not be read; .zips that cannot be unpacked. */
  readonly damagedFiles: number;
  /** Removes what was unpacked of .zips. */
  close(): Promise<void>;
}

/**
 * Looks through a folder or a .zip of DICOM files for its studies, wherever the files of each lie. Only paths are kept: a
 * night's worth of headers would fill the memory.
 *
 * @throws InputError when it cannot be read
 */
export async function listStudies(folder: string): Promise<ListedFolder> {
  const { files, damagedZips, close } = await openFolder(folder);
  try {
    const found = new Map<string, Gathered>();
    let [otherFiles, damagedFiles] = [0, damagedZips];
    for await (const { path, headers } of headersOf(files)) {
      if (headers === null) otherFiles++;
      else if (headers === 'damaged') damagedFiles++;
      else if (headers.length > 0) gather(found, path, headers[0]!);
    }
    const studies = [...found]
      .filter(([, { hasPet }]) => hasPet)
      .map(([studyUid, of]) => ({
        studyUid,
        id: shortHash(studyUid),
        files: of.files,
        images: of.images,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const otherStudies = found.size - studies.length;
    return { studies, otherStudies, otherFiles, damagedFiles, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Gathered {
  readonly files: string[];
  readonly images: string[];
  hasPet: boolean;
}

/** @param header of the file's first slice */
function gather(found: Map<string, Gathered>, path: string, header: SliceHeader): void {
  const { studyUid, modality, plane } = header;
  const study = found.get(studyUid) ?? { files: [], images: [], hasPet: false };
  found.set(studyUid, study);
  study.files.push(path);
  if (modality === 'PT' || modality === 'CT') study.images.push(path);
  // A dose sheet may call itself a PET.
  if (modality === 'PT' && plane !== null) study.hasPet = true;
}
