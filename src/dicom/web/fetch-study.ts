import { join } from 'node:path';
import { InputError, ResourceError } from '../../errors.js';
import { openTemporaryFolder, type TemporaryFolder } from '../../files/partial-files.js';
import type { Log } from '../../log.js';
import { shortHash } from '../read/group-series.js';
import { authorization, tokenVariable } from './authorization.js';
import { querySeries, type ServedSeries } from './query-series.js';
import { retrieveSeries } from './retrieve-series.js';
import { isUnencrypted, serverUrl, shownUrl } from './server-url.js';

export interface FetchOptions {
  readonly log: Log;
  readonly signal: AbortSignal | null;
  /** Where the token is. */
  readonly environment: NodeJS.ProcessEnv;
  /** Before the second, third, … try of a request. */
  readonly pauses?: readonly number[];
  /** Milliseconds that the server may be silent. */
  readonly patience?: number;
  /** Bytes that a study may have. */
  readonly mostBytes?: number;
}

/** Seconds. */
const usualPauses = [1, 4, 10];
const usualBytes = 32 * 1024 ** 3;

/**
 * Fetches the PETs and CTs of a study from a DICOMweb server into a temporary folder: asks for its series (QIDO-RS), then
 * for each of them (WADO-RS). All of it comes, or none. Messages name neither study nor series but by hashes.
 *
 * @param address root of the server, such as https://pacs/dicom-web
 * @param study its UID
 * @throws UsageError for an address or a token that can be none
 * @throws InputError when the server has no such study, or one without PET and CT
 * @throws ResourceError when it cannot be had, or the disk is full; the signal's reason
 */
export async function fetchStudy(
  address: string,
  study: string,
  {
    log,
    signal,
    environment,
    pauses = usualPauses,
    patience,
    mostBytes = usualBytes,
  }: FetchOptions,
): Promise<TemporaryFolder> {
  const root = serverUrl(address);
  const header = authorization(environment);
  if (header !== null && isUnencrypted(root)) {
    log.warn({}, `${tokenVariable} is sent without encryption. Give an https address.`);
  }
  const options = { header, signal, pauses, ...(patience === undefined ? {} : { patience }) };
  const answer = await querySeries(root, study, options);
  if ('reason' in answer) throw notHad('its series', answer.reason, root);
  const images = imagesOf(answer.value, study, log);
  const folder = await openTemporaryFolder();
  try {
    let bytes = 0;
    for (const [i, { uid, modality, objects }] of images.entries()) {
      const target = join(folder.path, String(i));
      const limits = { ...options, mostBytes: mostBytes - bytes };
      const got = await retrieveSeries(root, { study, series: uid, objects }, target, limits);
      const name = `${modality} series ${shortHash(uid)}`;
      if ('reason' in got) throw notHad(name, got.reason, root);
      bytes += got.value.bytes;
      log.info(
        { ...got.value },
        `${name} fetched from ${shownUrl(root)}: ${got.value.objects} objects, ${(got.value.bytes / 1e6).toFixed(1)} MB`,
      );
    }
    return folder;
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

function imagesOf(
  series: readonly ServedSeries[],
  study: string,
  log: Log,
): readonly ServedSeries[] {
  const isImage = ({ modality }: ServedSeries): boolean => modality === 'PT' || modality === 'CT';
  const images = series.filter(isImage);
  const others = series.filter((each) => !isImage(each)).map(({ modality }) => modality || '?');
  if (images.length === 0) {
    throw new InputError(
      `The DICOMweb server has no PET and no CT of study ${shortHash(study)} (the hash of its UID): ${series.length === 0 ? 'it does not know the study' : `found ${others.join(', ')}`}. Check --study.`,
    );
  }
  if (others.length > 0) {
    log.info({ modalities: others }, `left on the server: series of ${others.join(', ')}`);
  }
  return images;
}

function notHad(what: string, reason: string, root: URL): ResourceError {
  return new ResourceError(
    `The study could not be fetched from ${shownUrl(root)}: ${what}: ${reason}.`,
  );
}
