import { randomUUID } from 'node:crypto';
import type { DicomObject } from '../write/make-objects.js';
import { readAnswer } from './read-answer.js';
import { type Message, mayPass, type RequestOptions, request } from './request.js';

/**
 * Posts one object, again and again while there is hope.
 *
 * @returns null once it is stored, or why it is not
 * @throws the signal's reason
 */
export async function postObject(
  target: URL,
  { bytes }: DicomObject,
  options: RequestOptions,
): Promise<string | null> {
  const answer = await request(
    target,
    () => messageOf(bytes),
    async (response) => {
      const { status } = response;
      const reason = readAnswer(status, await response.text());
      return reason === null ? { value: null } : { refused: { reason, mayPass: mayPass(status) } };
    },
    options,
  );
  return 'reason' in answer ? answer.reason : null;
}

function messageOf(bytes: Uint8Array): Message {
  const boundary = `autopet-${randomUUID()}`;
  return {
    method: 'POST',
    headers: {
      'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      Accept: 'application/dicom+json',
    },
    body: Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}
