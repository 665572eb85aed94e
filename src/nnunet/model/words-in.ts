/** The words of a label's or channel's name, in lower case: `HeartBloodPool` and `heart_blood_pool` alike. */
export function wordsIn(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
}
