/** A seeded source of pseudo-random numbers; every call moves it on. */
export interface Random {
  /** A number in [low, high). */
  uniform(low: number, high: number): number;
  /** A number in [low, high) whose logarithm is uniform: for uptakes that span a decade. */
  logUniform(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items, all equally likely. */
  pick<T>(items: readonly [T, ...T[]]): T;
}

/**
 * A small fast counting generator (sfc32 by C. Doty-Humphrey, 128 bits of state), so that a phantom
 * depends on its seed alone and not on the platform's `Math.random`.
 *
 * @param seed any 32-bit integer
 * @param stream separates the uses of one seed: anatomy, lesions and noise do not disturb each other
 */
export function createRandom(seed: number, stream: number): Random {
  const next = sfc32(seed, stream);
  const uniform = (low: number, high: number) => low + (high - low) * next();
  return {
    uniform,
    logUniform: (low, high) => low * Math.exp(next() * Math.log(high / low)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

function sfc32(seed: number, stream: number): () => number {
  let a = 0x9e3779b9;
  let b = seed | 0;
  let c = stream | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // Neighbouring seeds start alike; a few rounds drive them apart.
  for (let round = 0; round < 16; round += 1) next();
  return next;
}
