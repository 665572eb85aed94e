/** Whom the tracer was given to, and how much of it. */
export interface Administration {
  readonly weightKg: number;
  /** Activity at the time of injection, MBq. */
  readonly doseMbq: number;
  /** From the injection to the time that the image's decay correction refers to, s. */
  readonly decaySeconds: number;
  /** Of the nuclide, s. Without decay between the two times any number does. */
  readonly halfLifeSeconds: number;
}

/**
 * What an activity concentration is multiplied by to become SUV by body weight: grams of patient for
 * each becquerel that the injected dose has become by the time that the image is decay-corrected to. It is
 * the formula of QIBA's vendor-neutral pseudocode (FDG-PET/CT profile).
 *
 * @param bqPerMl one unit of the image, Bq/ml: 1000 where it is in kBq/ml
 * @returns g/ml for each unit of the image
 */
export function suvFactor(bqPerMl: number, administration: Administration): number {
  const { weightKg, doseMbq, decaySeconds, halfLifeSeconds } = administration;
  const doseBq = doseMbq * 1e6 * 2 ** (-decaySeconds / halfLifeSeconds);
  return (bqPerMl * weightKg * 1000) / doseBq;
}
