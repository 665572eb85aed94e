import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, ResourceError } from '../../errors.js';
import { isSystemError, systemError } from '../../files/system-error.js';
import { httpReason } from './http-reason.js';
import { MultipartError, readMultipart } from './read-multipart.js';
import { mayPass, type RequestOptions, request, type Taken } from './request.js';

/** What is to be fetched. */
export interface WantedSeries {
  readonly study: string;
  readonly series: string;
  /** How many objects it has; null where that is not known. */
  readonly objects: number | null;
}

export interface RetrieveOptions extends RequestOptions {
  /** Bytes that may still be written. */
  readonly mostBytes: number;
}

/** What was fetched. */
export interface Retrieved {
  readonly objects: number;
  readonly bytes: number;
}

/** As it is stored: what the server would decompress costs its time, and may lose what it does not know. */
const accepted = 'multipart/related; type="application/dicom"; transfer-syntax=*';

/**
 * Fetches all objects of a series (WADO-RS) into a folder of its own, whole or not at all.
 *
 * @param folder is made; its files have numbers for names
 * @returns how much it was, or the reason why it was not had
 * @throws ResourceError when the disk is full, or the limit is reached; the signal's reason
 */
export async function retrieveSeries(
  root: URL,
  wanted: WantedSeries,
  folder: string,
  options: RetrieveOptions,
): Promise<{ readonly value: Retrieved } | { readonly reason: string }> {
  const target = new URL(`studies/${wanted.study}/series/${wanted.series}`, root);
  const message = () => ({ method: 'GET', headers: { Accept: accepted } }) as const;
  const take = (response: Response, heard: () => void): Promise<Taken<Retrieved>> =>
    takeObjects(response, wanted, folder, options.mostBytes, heard).catch((error: unknown) => {
      if (!(error instanceof MultipartError)) throw error;
      return { refused: { reason: error.message, mayPass: true } };
    });
  return request(target, message, take, options);
}

async function takeObjects(
  response: Response,
  wanted: WantedSeries,
  folder: string,
  mostBytes: number,
  heard: () => void,
): Promise<Taken<Retrieved>> {
  const { status, headers, body } = response;
  if (status !== 200 || body === null) {
    return { refused: { reason: httpReason(status), mayPass: mayPass(status) } };
  }
  await onDisk(async () => {
    // Of an earlier try.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
  });
  const written = { objects: 0, bytes: 0 };
  let file: FileHandle | null = null;
  try {
    for await (const event of readMultipart(body, headers.get('Content-Type'))) {
      heard();
      if ('headers' in event) {
        checkType(event.headers.get('content-type'));
        written.objects += 1;
        const path = join(folder, String(written.objects).padStart(6, '0'));
        file = await onDisk(async () => {
          await file?.close();
          return open(path, 'wx');
        });
      } else {
        written.bytes += event.bytes.length;
        refuseMore(written.bytes, mostBytes);
        await onDisk(() => file!.writeFile(event.bytes));
      }
    }
  } finally {
    await file?.close();
  }
  if (wanted.objects !== null && written.objects < wanted.objects) {
    const reason = `${written.objects} of ${wanted.objects} objects came`;
    return { refused: { reason, mayPass: true } };
  }
  return { value: written };
}

function checkType(type: string | undefined): void {
  if (type === undefined || /^application\/dicom\s*(;|$)/i.test(type)) return;
  throw new MultipartError('a part of the answer is no application/dicom');
}

function refuseMore(bytes: number, mostBytes: number): void {
  if (bytes <= mostBytes) return;
  throw new ResourceError(
    'The study on the DICOMweb server is larger than 32 GiB. Expected one study of a PET and a CT; fetch it by other means and give the folder with --dicom.',
  );
}

/** The disk's failures are ours, not the server's. */
async function onDisk<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw systemError(cause, 'A file of the study in the temporary folder', 'written', InputError);
  }
}
