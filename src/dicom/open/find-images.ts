import type { Choice } from '../choose/choice.js';
import { type ChosenImages, chooseImages } from '../choose/choose-images.js';
import { openFolder } from '../file/open-folder.js';
import { groupSeries } from '../read/group-series.js';
import type { SliceHeader } from '../read/slice-header.js';
import { headersOf } from './headers-of.js';

/** What lies in a folder, as long as its files are needed. */
export interface FoundImages extends ChosenImages {
  /** Files that are no DICOM. */
  readonly otherFiles: number;
  /** Files that begin as DICOM does and cannot be parsed, or that may not be read; .zips that cannot be unpacked. */
  readonly damagedFiles: number;
  /** Removes what was unpacked of a .zip. */
  close(): Promise<void>;
}

/**
 * Looks through a folder or a .zip of DICOM files, at any depth and under any names, and chooses a PET and a CT.
 *
 * @param where one or several, or the files themselves
 * @throws InputError when it cannot be read, or what is asked for is not there
 */
export async function findImages(
  where: string | readonly string[],
  choice: Choice,
): Promise<FoundImages> {
  const { files, damagedZips, close } = await openFolder(where);
  try {
    const slices: SliceHeader[] = [];
    let [otherFiles, damagedFiles] = [0, damagedZips];
    for await (const { headers } of headersOf(files)) {
      if (headers === null) otherFiles++;
      else if (headers === 'damaged') damagedFiles++;
      else slices.push(...headers);
    }
    return { ...chooseImages(groupSeries(slices), choice), otherFiles, damagedFiles, close };
  } catch (error) {
    await close();
    throw error;
  }
}
