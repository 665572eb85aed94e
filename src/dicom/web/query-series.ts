import { z } from 'zod';
import { httpReason } from './http-reason.js';
import { mayPass, type RequestOptions, request, type Taken } from './request.js';

/** A series of a study, as a server tells it. */
export interface ServedSeries {
  readonly uid: string;
  readonly modality: string;
  /** How many objects it has; null where it is not told. */
  readonly objects: number | null;
}

// PS3.18 annex F: DICOM JSON.
const text = z.object({ Value: z.array(z.string()).optional() }).optional();
const number = z.object({ Value: z.array(z.coerce.number()).optional() }).optional();
const answerSchema = z.array(z.object({ '0020000E': text, '00080060': text, '00201209': number }));
const mostBytes = 16 * 1024 * 1024;

/**
 * Asks a server which series a study has (QIDO-RS).
 *
 * @param study its UID
 * @returns none where there is no such study; or the reason why it is not told
 */
export async function querySeries(
  root: URL,
  study: string,
  options: RequestOptions,
): Promise<{ readonly value: readonly ServedSeries[] } | { readonly reason: string }> {
  const target = new URL(`studies/${study}/series`, root);
  const headers = { Accept: 'application/dicom+json' };
  const ask = (url: URL) => request(url, () => ({ method: 'GET', headers }), takeSeries, options);
  const withCounts = new URL('?includefield=00201209', target);
  const answer = await ask(withCounts);
  // Not every server has the number of objects to give.
  return 'reason' in answer && answer.reason === httpReason(400) ? ask(target) : answer;
}

async function takeSeries(response: Response): Promise<Taken<readonly ServedSeries[]>> {
  const { status } = response;
  if (status === 204) return { value: [] };
  if (status !== 200) return { refused: { reason: httpReason(status), mayPass: mayPass(status) } };
  const length = Number(response.headers.get('Content-Length') ?? 0);
  const body = length > mostBytes ? '' : await response.text();
  const answer = answerSchema.safeParse(parse(body));
  if (!answer.success) {
    const reason = 'the answer is no list of series in DICOM JSON';
    return { refused: { reason, mayPass: false } };
  }
  return {
    value: answer.data.flatMap((series) => {
      const uid = series['0020000E']?.Value?.[0];
      const modality = series['00080060']?.Value?.[0] ?? '';
      const objects = series['00201209']?.Value?.[0] ?? null;
      return uid !== undefined && isUid(uid) ? [{ uid, modality, objects }] : [];
    }),
  };
}

/** Of digits and dots: it becomes part of an address. */
function isUid(text: string): boolean {
  return /^[\d.]{1,64}$/.test(text);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
