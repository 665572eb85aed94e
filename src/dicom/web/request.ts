import { setTimeout as wait } from 'node:timers/promises';
import { isAutopetError } from '../../errors.js';
import { whyUnreachable } from './why-unreachable.js';

export interface RequestOptions {
  /** Authorization; null for none. */
  readonly header: string | null;
  readonly signal: AbortSignal | null;
  /** Seconds before each further try. */
  readonly pauses: readonly number[];
  /** Milliseconds that a server may be silent. */
  readonly patience?: number;
}

/** What is sent. */
export interface Message {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Why what was asked for was not had, and whether it may be later. */
export interface Refused {
  readonly reason: string;
  readonly mayPass: boolean;
}

/** What was taken of an answer, or why nothing was. */
export type Taken<T> = { readonly value: T } | { readonly refused: Refused };

const usualPatience = 120_000;
/** What a server says when it may do later what it does not do now. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a server may do later what it has refused with this status. */
export function mayPass(status: number): boolean {
  return passing.has(status);
}

/**
 * Asks a server, again and again while there is hope.
 *
 * @param take reads the answer; it tells that the server is alive by `heard`. What it throws counts as a broken
 *   connection, but for errors of autopet
 * @returns what was taken, or the reason why not
 * @throws the signal's reason; AutopetErrors of `take`
 */
export async function request<T>(
  target: URL,
  message: () => Message,
  take: (response: Response, heard: () => void) => Promise<Taken<T>>,
  options: RequestOptions,
): Promise<{ readonly value: T } | { readonly reason: string }> {
  const { signal, pauses } = options;
  for (let tries = 0; ; tries++) {
    const taken = await tryOnce(target, message(), take, options);
    if ('value' in taken) return taken;
    const { reason } = taken.refused;
    if (!taken.refused.mayPass) return { reason };
    const pause = pauses[tries];
    if (pause === undefined) return { reason: `${reason} (tried ${tries + 1} times)` };
    await wait(1000 * pause, undefined, signal === null ? {} : { signal });
  }
}

async function tryOnce<T>(
  target: URL,
  { method, headers, body }: Message,
  take: (response: Response, heard: () => void) => Promise<Taken<T>>,
  { header, signal, patience = usualPatience }: RequestOptions,
): Promise<Taken<T>> {
  const silence = new AbortController();
  const fallSilent = (): void => {
    silence.abort(new DOMException('The server is silent.', 'TimeoutError'));
  };
  const timer = setTimeout(fallSilent, patience);
  try {
    const response = await fetch(target, {
      method,
      headers: { ...headers, ...(header === null ? {} : { Authorization: header }) },
      ...(body === undefined ? {} : { body }),
      // Elsewhere neither the patient's data nor the token has any business.
      redirect: 'manual',
      signal: signal === null ? silence.signal : AbortSignal.any([signal, silence.signal]),
    });
    return await take(response, () => timer.refresh());
  } catch (error) {
    signal?.throwIfAborted();
    if (isAutopetError(error)) throw error;
    return { refused: { reason: whyUnreachable(error), mayPass: true } };
  } finally {
    clearTimeout(timer);
    // What was not read of the answer is not waited for.
    silence.abort();
  }
}
