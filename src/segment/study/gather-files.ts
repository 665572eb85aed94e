import { checkServer } from '../../dicom/web/check-server.js';
import { fetchStudy } from '../../dicom/web/fetch-study.js';
import { OptionError } from '../../errors.js';
import type { Log } from '../../log.js';

/** Where a study lies that is DICOM: one or the other. */
export interface DicomSource {
  /** Folders, .zips or files. */
  readonly dicom: string | readonly string[] | null;
  /** The root of a DICOMweb server. */
  readonly dicomweb: string | null;
  /** UID of the study on the server. */
  readonly study: string | null;
  /** Stops the fetching. */
  readonly signal?: AbortSignal | null;
}

/** Where the files of a study lie, as long as they are needed. */
export interface GatheredFiles {
  readonly where: string | readonly string[];
  /** Removes what was fetched. */
  close(): Promise<void>;
}

/**
 * Makes sure, before any work is done, that it is told where a study lies.
 *
 * @throws OptionError, UsageError
 */
export function checkDicomSource({ dicom, dicomweb, study }: DicomSource): void {
  if (dicom !== null && dicomweb !== null) {
    throw new OptionError('dicomweb', 'stands in place of a folder: give one of the two.');
  }
  if (dicom === null && dicomweb === null) {
    throw new OptionError('dicom', 'is missing, expected a folder or a .zip of DICOM files.');
  }
  if ((dicomweb === null) !== (study === null)) {
    throw new OptionError('study', 'goes with the address of a DICOMweb server, and that with it.');
  }
  if (study !== null && !/^[\d.]{1,64}$/.test(study)) {
    throw new OptionError('study', 'is no UID, expected a StudyInstanceUID of digits and dots.');
  }
  if (dicomweb !== null) checkServer(dicomweb, process.env);
}

/**
 * Fetches the files of a study, if they do not lie in a folder.
 *
 * @throws as `fetchStudy`
 */
export async function gatherFiles(
  { dicom, dicomweb, study, signal = null }: DicomSource,
  log: Log,
): Promise<GatheredFiles> {
  if (dicom !== null) return { where: dicom, close: async () => undefined };
  const environment = process.env;
  const folder = await fetchStudy(dicomweb!, study!, { log, signal, environment });
  return { where: folder.path, close: folder.remove };
}
