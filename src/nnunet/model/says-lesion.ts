const words = /^(lesions?|tumou?rs?|cancers?|metastas[ei]s)$/;
const negations = /^(no|non|not|normal|without)$/;

/** Whether a label's name says that it is lesion: lesion, tumour, cancer, metastasis. */
export function saysLesion(name: string): boolean {
  const inName = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return inName.some((word) => words.test(word)) && !inName.some((word) => negations.test(word));
}
