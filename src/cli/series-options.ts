import type { Command } from 'commander';
import { UsageError } from '../errors.js';
import { toNumber } from './options.js';

/** Which series of a folder of DICOM files. */
export interface SeriesArguments {
  readonly petSeries?: string;
  readonly ctSeries?: string;
  readonly frame?: number;
  readonly keepUids?: boolean;
}

/** Gives a command the options that choose series. */
export function addSeriesOptions(command: Command): Command {
  return command
    .option('--pet-series <id>', 'take this PET: its UID, or its id in the table of autopet dicom')
    .option('--ct-series <id>', 'take this CT')
    .option('--frame <number>', 'take this image, from 1, of a dynamic or gated PET', toNumber)
    .option('--keep-uids', 'tell UIDs of series, which lead to the patient, instead of hashes');
}

/** What says where a study lies. */
export interface StudyArguments extends SeriesArguments {
  readonly pet?: string;
  readonly ct?: string;
  readonly dicom?: string;
  readonly dicomweb?: string;
  readonly study?: string;
}

/** Gives a command the options that say where a study of DICOM lies. */
export function addDicomOptions(command: Command): Command {
  return command
    .option(
      '--dicom <folder>',
      'both, from a folder or .zip of DICOM files, in place of --pet and --ct',
    )
    .option(
      '--dicomweb <url>',
      'both, from a DICOMweb server; --study says which (token: AUTOPET_DICOMWEB_TOKEN)',
    )
    .option('--study <uid>', 'StudyInstanceUID, with --dicomweb');
}

/**
 * Makes sure that a study is given, as image files or as DICOM, and not as both.
 *
 * @returns whether it is DICOM
 * @throws UsageError
 */
export function checkGiven(
  given: StudyArguments & {
    readonly model?: string;
    readonly dicomOutput?: string;
    readonly stow?: string;
  },
): boolean {
  const { pet, ct, dicom, dicomweb, model } = given;
  const isDicom = (dicom ?? dicomweb) !== undefined;
  if (isDicom && (pet ?? ct) !== undefined) {
    throw new UsageError('--dicom stands in place of --pet and --ct: give it alone.');
  }
  // The bundled model takes both; what another one takes is seen once it is read.
  const missing = pet === undefined ? 'pet' : (ct ?? model) === undefined ? 'ct' : undefined;
  if (!isDicom && missing !== undefined) {
    throw new UsageError(
      `required option '--${missing} <file>' not specified, or --dicom <folder> for both (--help shows the options)`,
    );
  }
  if (!isDicom) refuseOfDicom(given);
  return isDicom;
}

function refuseOfDicom(
  given: SeriesArguments & {
    readonly study?: string;
    readonly dicomOutput?: string;
    readonly stow?: string;
  },
): void {
  const { petSeries, ctSeries, frame, keepUids, study, dicomOutput, stow } = given;
  if ((petSeries ?? ctSeries ?? frame ?? keepUids) !== undefined) {
    throw new UsageError('--pet-series, --ct-series, --frame and --keep-uids go with --dicom.');
  }
  if (study !== undefined) throw new UsageError('--study goes with --dicomweb.');
  if ((dicomOutput ?? stow) !== undefined) {
    throw new UsageError(
      '--dicom-output and --stow go with --dicom: they write onto the slices of its PET.',
    );
  }
}
