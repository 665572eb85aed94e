/** What may follow a case's name: nnU-Net's channels, and words for what an image shows. */
const suffix =
  /[ _.-](000\d|pet|pt|suv|ct|ctres|seg|segmentation|pred|prediction|gt|mask|labels?|lesions?)$/;

/**
 * Whether two names of files, without their endings, may be those of one case: upper case, the form of
 * Unicode and suffixes such as `_0000`, `_pet` or `.seg` do not count. `case_0001` and `case_0002` are two cases,
 * though.
 */
export function isSameCase(a: string, b: string): boolean {
  const [one, other] = [split(a), split(b)];
  const isOtherNumber = one.number !== null && other.number !== null && one.number !== other.number;
  return one.stem === other.stem && !isOtherNumber;
}

/** Whether a name says what an image shows and nothing of the case, such as `seg`. */
export function isNoName(name: string): boolean {
  return split(`_${name}`).stem === '' && !/\d/.test(name);
}

function split(name: string): { readonly stem: string; readonly number: string | null } {
  let stem = folded(name);
  let number: string | null = null;
  for (let found = suffix.exec(stem); found !== null; found = suffix.exec(stem)) {
    if (/^\d/.test(found[1]!)) number = found[1]!;
    stem = stem.slice(0, found.index);
  }
  return { stem, number };
}

function folded(name: string): string {
  return name.normalize().toLowerCase();
}
