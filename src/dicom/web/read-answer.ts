import { z } from 'zod';
import { httpReason } from './http-reason.js';

/** PS3.18 table 10.5.3-1: FailedSOPSequence, with FailureReason in each item. */
const answerSchema = z.object({
  '00081198': z.object({
    Value: z
      .array(z.object({ '00081197': z.object({ Value: z.array(z.number()) }).optional() }))
      .optional(),
  }),
});

/** Failure reasons of PS3.4 table B.2-1 and PS3.18, by their first digits. */
const reasons: readonly (readonly [from: number, to: number, meaning: string])[] = [
  [0xa700, 0xa7ff, 'the server is out of resources'],
  [0xa900, 0xa9ff, 'the object does not fit its class'],
  [0xc000, 0xcfff, 'the server does not understand the object'],
  [0x0110, 0x0110, 'the server failed'],
  [0x0122, 0x0122, 'the server does not take this kind of object'],
  [0x0124, 0x0124, 'not authorised'],
];

/**
 * What a server's answer to STOW-RS says of the one object that was sent.
 *
 * @param body DICOM JSON, or whatever came
 * @returns null when it is stored, or why it is not
 */
export function readAnswer(status: number, body: string): string | null {
  const answer = answerSchema.safeParse(parse(body));
  const failed = answer.data?.['00081198'].Value?.[0];
  if (failed !== undefined) return `refused: ${meaningOf(failed['00081197']?.Value[0])}`;
  if (status >= 200 && status < 300) return null;
  return httpReason(status);
}

function meaningOf(reason: number | undefined): string {
  const known = reasons.find(
    ([from, to]) => reason !== undefined && reason >= from && reason <= to,
  );
  if (known !== undefined) return known[2];
  return reason === undefined ? 'no reason given' : `reason 0x${reason.toString(16).toUpperCase()}`;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
