import { noPet } from '../../dicom/choose/no-pet.js';
import { describedSuv, suvLine } from '../../dicom/convert/described-suv.js';
import { tellSeries } from '../../dicom/convert/tell-series.js';
import { findImages } from '../../dicom/open/find-images.js';
import { type OpenSeries, openCt } from '../../dicom/open/open-ct.js';
import { type OpenPet, openPet } from '../../dicom/open/open-pet.js';
import { InputError } from '../../errors.js';
import { voxelCount } from '../../image/volume.js';
import type { Log } from '../../log.js';
import { findNuclide } from '../../suv/find-nuclide.js';
import { findPatient } from '../../suv/find-patient.js';
import type { SaidOfPet } from '../../suv/find-suv-scale.js';
import type { SaidOfPatient } from '../../suv/patient.js';
import { noFacts, type PetFacts } from '../../suv/pet-facts.js';
import { type ScaleOrigin, type SuvScale, storedSuv } from '../../suv/suv-scale.js';
import { type DicomSource, gatherFiles } from './gather-files.js';
import type { OpenStudy } from './open-study.js';
import type { StudyImage } from './study-image.js';

/** What is opened. */
export interface DicomInput extends SaidOfPet, Partial<SaidOfPatient>, DicomSource {
  readonly keepUids: boolean;
  /** Takes also a PET of which no mask could be trusted. Default: no. */
  readonly acceptInput?: boolean;
  /** UIDs, or ids of the table; null for the best. */
  readonly petSeries: string | null;
  readonly ctSeries: string | null;
  /** From 1, of a dynamic or gated PET. */
  readonly frame: number | null;
}

/** A study out of a folder of DICOM files. */
export interface OpenDicomStudy extends OpenStudy {
  /** Removes what was unpacked of a .zip, or fetched from a server. */
  close(): Promise<void>;
}

/**
 * Finds the whole-body PET and its CT in a folder of DICOM files, says of every series what it is, and makes sure that both
 * are volumes and the PET's numbers become SUV.
 *
 * @param needsCt whether a PET without a CT is of no use
 * @throws InputError when there is no such study, or more than one, or something of it is missing or absurd
 */
export async function openDicomStudy(
  input: DicomInput,
  needsCt: boolean,
  log: Log,
): Promise<OpenDicomStudy> {
  const { petSeries, ctSeries, frame, keepUids } = input;
  const demand = input.acceptInput ? 'any' : 'whole-body';
  const choice = { petSeries, ctSeries, frame, demand } as const;
  const files = await gatherFiles(input, log);
  const found = await findImages(files.where, choice).catch(async (error: unknown) => {
    await files.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await found.close();
    await files.close();
  };
  try {
    tellSeries(found, keepUids, log);
    if (found.pet === null) throw new InputError(noPet(found.rows));
    if (found.ct === null && needsCt) {
      throw new InputError(
        `There is no CT of the PET (series ${found.pet.found.id}) in the folder: same study, same frame of reference. --ct-series takes another one of the study.`,
      );
    }
    const [pet, ct] = [
      await openPet(found.pet, frame, input),
      found.ct && (await openCt(found.ct)),
    ];
    log.info({ suv: describedSuv(pet.suv) }, suvLine(pet.suv));
    for (const remark of pet.suv.remarks) log.warn({ series: pet.id }, `the PET: ${remark}`);
    return {
      pet: imageOfSeries(pet, 'PET', 4, keepUids),
      ct: ct && imageOfSeries(ct, 'CT', 2, keepUids),
      scale: scaleOf(pet, input),
      scaleLack: null,
      facts: factsOf(pet),
      patient: findPatient({ height: null, sex: null, ...input }, factsOf(pet)),
      dicom: { suv: pet.suv, source: pet.source },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param bytes of a voxel; a CT that does not fit takes twice as many */
function imageOfSeries(
  series: OpenSeries,
  what: string,
  bytes: number,
  keepUids: boolean,
): StudyImage {
  return {
    path: `DICOM ${what} series ${keepUids ? series.source.seriesInstanceUID : series.id}`,
    geometry: series.geometry,
    fileBytes: voxelCount(series.geometry.size) * bytes,
    bytesPerVoxel: bytes,
    read: (log) => {
      for (const remark of series.remarks) {
        log.warn({ series: series.id }, `the ${what}: ${remark}`);
      }
      return series.read();
    },
    count: async () => undefined,
  };
}

/** The voxels are SUV once they are read; how they became so is still known. */
function scaleOf({ suv }: OpenPet, said: SaidOfPet): SuvScale {
  const { weightKg, doseMbq, nuclide, halfLifeSeconds, decaySeconds, uptakeSeconds } = suv;
  const by = (value: unknown): ScaleOrigin => (value === null ? 'dicom' : 'option');
  const unit = said.petUnit === 'auto' ? 'dicom' : 'option';
  if (doseMbq === null) return { ...storedSuv, from: { unit } };
  return {
    ...storedSuv,
    administration: {
      weightKg: weightKg!,
      doseMbq,
      decaySeconds: decaySeconds!,
      halfLifeSeconds: halfLifeSeconds!,
      nuclide: nuclide!,
      uptakeSeconds,
    },
    from: {
      unit,
      weight: by(said.weight),
      dose: by(said.dose),
      times: by(said.injectionTime ?? said.scanTime ?? said.decayCorrection),
      nuclide: by(said.nuclide),
    },
  };
}

/** What the header says of tracer and patient. */
function factsOf({ tracer, suv, patient }: OpenPet): PetFacts {
  // Some headers have the nuclide there.
  const isNuclide = tracer !== null && findNuclide(tracer) !== null;
  return {
    ...noFacts,
    ...patient,
    source: 'the DICOM header',
    nuclide: suv.nuclide,
    tracer: isNuclide ? null : tracer,
  };
}
