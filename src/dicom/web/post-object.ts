import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { DicomObject } from '../write/make-objects.js';
import { readAnswer } from './read-answer.js';
import { whyUnreachable } from './why-unreachable.js';

interface PostOptions {
  /** Authorization. */
  readonly header: string | null;
  readonly signal: AbortSignal | null;
  /** Seconds before each further try. */
  readonly pauses: readonly number[];
}

/** Milliseconds that a server may take for one object. */
const patience = 120_000;
/** What a server says when it may do later what it does not do now. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Posts one object, again and again while there is hope.
 *
 * @returns null once it is stored, or why it is not
 * @throws the signal's reason
 */
export async function postObject(
  target: URL,
  object: DicomObject,
  { header, signal, pauses }: PostOptions,
): Promise<string | null> {
  for (let tries = 0; ; tries++) {
    const { reason, mayPass } = await tryOnce(target, object, header, signal);
    if (reason === null || !mayPass) return reason;
    const pause = pauses[tries];
    if (pause === undefined) return `${reason} (tried ${tries + 1} times)`;
    await setTimeout(1000 * pause, undefined, signal === null ? {} : { signal });
  }
}

interface Outcome {
  readonly reason: string | null;
  readonly mayPass: boolean;
}

async function tryOnce(
  target: URL,
  object: DicomObject,
  header: string | null,
  signal: AbortSignal | null,
): Promise<Outcome> {
  const boundary = `autopet-${randomUUID()}`;
  const timeout = AbortSignal.timeout(patience);
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: {
        'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
        Accept: 'application/dicom+json',
        ...(header === null ? {} : { Authorization: header }),
      },
      body: multipart(object.bytes, boundary),
      // Elsewhere neither the patient's data nor the token has any business.
      redirect: 'manual',
      signal: signal === null ? timeout : AbortSignal.any([signal, timeout]),
    });
    const reason = readAnswer(response.status, await response.text());
    return { reason, mayPass: passing.has(response.status) };
  } catch (error) {
    signal?.throwIfAborted();
    return { reason: whyUnreachable(error), mayPass: true };
  }
}

function multipart(bytes: Uint8Array, boundary: string): Uint8Array<ArrayBuffer> {
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}
