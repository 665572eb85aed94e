/** Attributes by their keywords (PS3.6); undefined is left out, null and '' are written without a value. */
export interface Dataset {
  readonly [keyword: string]: Value | readonly Value[] | undefined;
}

/** Numbers for IS, US, UL, FD and AT; DS as text, by {@link toDecimal}; items of sequences; OB. */
type Value = string | number | null | Dataset | ArrayBuffer;

/** A coded concept: value, scheme, meaning. */
export function code(value: string, scheme: string, meaning: string): Dataset {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

/** A finite number as DS, which has 16 characters: as exact as they allow. */
export function toDecimal(value: number): string {
  const exact = String(value === 0 ? 0 : value);
  if (exact.length <= 16) return exact;
  for (let digits = 15; ; digits--) {
    const plain = String(Number(value.toPrecision(digits)));
    const shortest = plain.length <= 16 ? plain : value.toExponential(digits - 1);
    if (shortest.length <= 16) return shortest;
  }
}
