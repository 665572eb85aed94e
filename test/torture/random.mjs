// A seeded source of randomness: the same words give the same numbers on every machine.
import { createHash } from 'node:crypto';

/** Random numbers that only depend on `words`, such as a seed, a part and the number of a case. */
export function randomOf(...words) {
  const state = new Uint32Array(
    createHash('sha256').update(words.join('\n')).digest().buffer.slice(0, 16),
  );
  // sfc32 by Chris Doty-Humphrey, as in PractRand.
  const next = () => {
    const t = (state[0] + state[1] + state[3]) >>> 0;
    state[3] = state[3] + 1;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = state[2] + (state[2] << 3);
    state[2] = ((state[2] << 21) | (state[2] >>> 11)) + t;
    return t / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  const int = (end) => Math.floor(next() * end);
  return {
    next,
    /** 0 <= int < end. */
    int,
    between: (low, high) => low + next() * (high - low),
    chance: (share) => next() < share,
    pick: (list) => list[int(list.length)],
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => int(256))),
    shuffled: (list) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
  };
}
