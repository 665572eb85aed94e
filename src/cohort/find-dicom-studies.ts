import { damagedLine } from '../dicom/convert/describe-series.js';
import { listStudies } from '../dicom/open/list-studies.js';
import { InputError } from '../errors.js';
import type { Log } from '../log.js';
import type { Cohort } from './cohort-study.js';

/**
 * Finds the studies with a PET in a folder or .zip of DICOM files, wherever the files of each lie. A study is named
 * `study-` and the first eight digits of the SHA-256 of its UID.
 *
 * @param keepUids whether it is named by its UID instead
 * @returns studies in the order of the hashes
 * @throws InputError when the folder cannot be read, there is no PET, or two studies get the same name
 */
export async function findDicomStudies(
  folder: string,
  keepUids: boolean,
  log: Log,
): Promise<Cohort> {
  const found = await listStudies(folder);
  const { otherStudies, damagedFiles, close } = found;
  try {
    const studies = found.studies.map(({ studyUid, id, files, images }) => ({
      name: keepUids ? uidName(studyUid) : `study-${id}`,
      dicom: files,
      images,
    }));
    if (studies.length === 0) {
      throw new InputError(
        `There is no PET in the folder that was given with --dicom: ${otherStudies} studies without one. autopet dicom shows what is in a folder.`,
      );
    }
    const twin = studies.find(({ name }, i) => name === studies[i + 1]?.name);
    if (twin !== undefined) {
      throw new InputError(
        `Two studies would both be "${twin.name}". --keep-uids names them by their UIDs.`,
      );
    }
    if (otherStudies > 0) log.info({ otherStudies }, `${otherStudies} studies without a PET`);
    if (damagedFiles > 0) log.warn({}, damagedLine(damagedFiles));
    return { studies, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A UID of digits and dots, as every UID should be: it becomes the name of a file. */
function uidName(uid: string): string {
  if (/^[\d.]*\d$/.test(uid) && uid.length <= 64) return uid;
  throw new InputError(
    'A study has a UID (StudyInstanceUID, 0020,000D) that is none: it cannot be the name of a file. Leave --keep-uids out.',
  );
}
