import { join } from 'node:path';
import type { z } from 'zod';
import type { Voxels } from '../../array/voxels.js';
import { type AutopetError, InputError, isAutopetError } from '../../errors.js';
import { checkOutputs } from '../../files/check-outputs.js';
import { writeJson } from '../../files/write-json.js';
import { resampleOnto } from '../../image/resample-onto.js';
import type { Volume } from '../../image/volume.js';
import { checkMaskName, writeVolume } from '../../image/write/write-volume.js';
import type { Log } from '../../log.js';
import { parseOptions } from '../../options/parse-options.js';
import { version } from '../../version.js';
import { airHu } from '../air-hu.js';
import { noPet } from '../choose/no-pet.js';
import { type FoundImages, findImages } from '../open/find-images.js';
import { type OpenSeries, openCt } from '../open/open-ct.js';
import { type OpenPet, openPet } from '../open/open-pet.js';
import { type ConvertOptions, convertSchema } from './convert-options.js';
import type { DescribedSeries } from './describe-series.js';
import { type DescribedSuv, describedSuv, suvLine } from './described-suv.js';
import { tellSeries } from './tell-series.js';

/** What lay in a folder, and how its PET becomes SUV. */
export interface DicomContents {
  readonly autopet: string;
  /** First digits of the SHA-256 of the study's UID. */
  readonly study: string;
  readonly series: readonly DescribedSeries[];
  /** Files that are no DICOM. */
  readonly other_files: number;
  /** Files that begin as DICOM does and cannot be parsed. */
  readonly damaged_files: number;
  /** Null without a PET, or where the header does not give it. */
  readonly suv: DescribedSuv | null;
}

/**
 * Looks through a folder of DICOM files, tells what each series is, and writes the PET in SUV and the CT in HU where that
 * is asked for. A PET of any length is taken.
 *
 * @throws OptionError, UsageError, ResourceError
 * @throws InputError when nothing can be read, or something that is to be written cannot be made
 */
export async function convertDicom(given: ConvertOptions): Promise<DicomContents> {
  const options = parseOptions(convertSchema, given);
  const fixed = [options.petOutput, options.ctOutput, options.ctOnPet];
  for (const path of fixed) if (path !== null) checkMaskName(path);
  await checkOutputs({ outputs: [...fixed, options.report] });
  const { petSeries, ctSeries, frame } = options;
  const found = await findImages(options.folder, { petSeries, ctSeries, frame, demand: 'any' });
  try {
    return await convert(found, options);
  } finally {
    await found.close();
  }
}

type Options = z.output<typeof convertSchema>;

async function convert(found: FoundImages, options: Options): Promise<DicomContents> {
  const { log } = options;
  const series = tellSeries(found, options.keepUids, log);
  const outputs = outputsOf(options, found.study.id);
  const { pet: ofPet, ct: ofCt, ctOnPet } = outputs;
  await checkOutputs({ outputs: [...ofPet, ...ofCt, ...ctOnPet, options.report] });
  const pet = await petOf(found, options, [outputs.pet, outputs.ctOnPet].flat().length > 0);
  const contents = {
    autopet: version,
    study: found.study.id,
    series,
    other_files: found.otherFiles,
    damaged_files: found.damagedFiles,
    suv: pet === null ? null : describedSuv(pet.suv),
  };
  await write(found, pet, outputs, log);
  if (options.report !== null) await writeJson(options.report, contents);
  return contents;
}

interface Outputs {
  readonly pet: readonly string[];
  readonly ct: readonly string[];
  readonly ctOnPet: readonly string[];
}

function outputsOf(
  { petOutput, ctOutput, ctOnPet, imagesTr, caseName }: Options,
  studyId: string,
): Outputs {
  const named = (channel: string): string[] =>
    imagesTr === null
      ? []
      : [join(imagesTr, `${caseName ?? `study-${studyId}`}_${channel}.nii.gz`)];
  const given = (path: string | null): string[] => (path === null ? [] : [path]);
  return {
    pet: [...given(petOutput), ...named('0001')],
    ct: given(ctOutput),
    ctOnPet: [...given(ctOnPet), ...named('0000')],
  };
}

/** The table is worth something without SUV, unless SUV is asked for. */
async function petOf(
  { pet, rows }: FoundImages,
  options: Options,
  isNeeded: boolean,
): Promise<OpenPet | null> {
  const { log, frame } = options;
  if (pet === null) {
    if (isNeeded) throw new InputError(noPet(rows));
    return null;
  }
  try {
    const opened = await openPet(pet, frame, options);
    tellRemarks(opened, log, opened.suv.remarks);
    log.info({ suv: describedSuv(opened.suv) }, suvLine(opened.suv));
    for (const reason of opened.suv.from) log.info({}, `  by ${reason}`);
    return opened;
  } catch (error) {
    if (isNeeded || !isAutopetError(error)) throw error;
    log.warn({}, (error as AutopetError).message);
    return null;
  }
}

async function write(
  found: FoundImages,
  pet: OpenPet | null,
  outputs: Outputs,
  log: Log,
): Promise<void> {
  const save = async (paths: readonly string[], what: string, volume: Volume<Voxels>) => {
    for (const path of paths) {
      await writeVolume(path, volume);
      log.info({ output: path }, `${what} written to ${path}`);
    }
  };
  if (outputs.pet.length > 0) await save(outputs.pet, 'PET in SUV', await pet!.read());
  if (outputs.ct.length + outputs.ctOnPet.length === 0) return;
  if (found.ct === null) throw new InputError('There is no CT of the PET in the folder.');
  const ct = await openCt(found.ct);
  tellRemarks(ct, log, []);
  const volume = await ct.read();
  await save(outputs.ct, 'CT in HU', volume);
  if (outputs.ctOnPet.length === 0) return;
  const { volume: onPet, coverage } = resampleOnto(volume, pet!.geometry, airHu);
  if (coverage === 0) throw new InputError('The CT and the PET do not overlap in space.');
  await save(outputs.ctOnPet, "CT on the PET's grid", onPet);
}

function tellRemarks({ id, remarks }: OpenSeries, log: Log, more: readonly string[]): void {
  for (const remark of [...remarks, ...more]) log.warn({ series: id }, `series ${id}: ${remark}`);
}
