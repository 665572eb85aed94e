import { wordsIn } from './words-in.js';

const words = /^(lesions?|tumou?rs?|cancers?|metastas[ei]s)$/;
const negations = /^(no|non|not|normal|without)$/;

/** Whether a label's name says that it is lesion: lesion, tumour, cancer, metastasis. */
export function saysLesion(name: string): boolean {
  const inName = wordsIn(name);
  return inName.some((word) => words.test(word)) && !inName.some((word) => negations.test(word));
}
