/** Organs of a study, as a model names them. */
export interface OrganMap {
  /** [z,y,x] on the PET's grid: an organ's value, or another where there is none. */
  readonly labels: Uint8Array;
  readonly organs: readonly Organ[];
  /** Whether it only tells roughly where organs are: no reference region is laid by it. */
  readonly isRough?: true;
}

/** One label of a map. */
export interface Organ {
  readonly value: number;
  /** As dataset.json has it. */
  readonly name: string;
}

/** The words of a label's name, in lower case: `HeartBloodPool` and `heart_blood_pool` alike. */
export function wordsOf({ name }: Organ): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}
