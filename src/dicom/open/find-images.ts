import type { Choice } from '../choose/choice.js';
import { type ChosenImages, chooseImages } from '../choose/choose-images.js';
import { openFolder } from '../file/open-folder.js';
import { groupSeries } from '../read/group-series.js';
import { readHeaders } from '../read/read-headers.js';
import type { SliceHeader } from '../read/slice-header.js';

/** What lies in a folder, as long as its files are needed. */
export interface FoundImages extends ChosenImages {
  /** Files that are no DICOM. */
  readonly otherFiles: number;
  /** Files that begin as DICOM does and cannot be parsed. */
  readonly damagedFiles: number;
  /** Removes what was unpacked of a .zip. */
  close(): Promise<void>;
}

// File systems over a network answer several at once.
const atOnce = 8;

/**
 * Looks through a folder or a .zip of DICOM files, at any depth and under any names, and chooses a PET and a CT.
 *
 * @throws InputError when it cannot be read, or what is asked for is not there
 */
export async function findImages(folder: string, choice: Choice): Promise<FoundImages> {
  const { files, close } = await openFolder(folder);
  try {
    const slices: SliceHeader[] = [];
    let [otherFiles, damagedFiles] = [0, 0];
    for (let i = 0; i < files.length; i += atOnce) {
      const some = await Promise.all(files.slice(i, i + atOnce).map(readHeaders));
      for (const headers of some) {
        if (headers === null) otherFiles++;
        else if (headers === 'damaged') damagedFiles++;
        else slices.push(...headers);
      }
    }
    return { ...chooseImages(groupSeries(slices), choice), otherFiles, damagedFiles, close };
  } catch (error) {
    await close();
    throw error;
  }
}
