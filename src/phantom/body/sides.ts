/** What stands in pairs: made once for the patient's left (1, towards +x) and once for the right. */
export function leftAndRight<T>(make: (side: 1 | -1) => readonly T[]): T[] {
  return [...make(1), ...make(-1)];
}
