import { InputError } from '../../errors.js';
import { listed } from '../../files/listed.js';
import type { Scores } from './read-scores.js';

/**
 * Makes sure that algorithms were scored on the same cases in the same way.
 *
 * @throws InputError that says which two differ, and in what
 */
export function checkComparable(algorithms: readonly Scores[]): void {
  const [first, ...others] = algorithms;
  for (const other of others) compare(first!, other);
}

function compare(first: Scores, other: Scores): void {
  const both = `${first.name} and ${other.name}`;
  if (first.rules !== other.rules) {
    throw new InputError(
      `${both} were scored by different rules (${first.rules} and ${other.rules}). Evaluate both with the same --rules.`,
    );
  }
  if (first.iterations !== other.iterations) {
    throw new InputError(
      `${both} have ${first.iterations} and ${other.iterations} iteration(s): what is ranked of them is not the same. Evaluate both alike, with or without --interactive.`,
    );
  }
  const inFirst = new Map(first.cases.map((c) => [c.name, c]));
  const inOther = new Map(other.cases.map((c) => [c.name, c]));
  const onlyFirst = first.cases.filter(({ name }) => !inOther.has(name));
  const onlyOther = other.cases.filter(({ name }) => !inFirst.has(name));
  if (onlyFirst.length > 0 || onlyOther.length > 0) {
    const names = [...onlyFirst, ...onlyOther].map(({ name }) => name);
    throw new InputError(
      `${both} were not scored on the same cases: ${onlyFirst.length} only in the first, ${onlyOther.length} only in the second (${listed(names)}). Score both against the same references.`,
    );
  }
  const differing = (key: 'referenceSha256' | 'subset'): string[] =>
    first.cases.filter((c) => c[key] !== inOther.get(c.name)?.[key]).map(({ name }) => name);
  const references = differing('referenceSha256');
  if (references.length > 0) {
    throw new InputError(
      `${both} were scored against different references (${listed(references)}). Score both against the same files.`,
    );
  }
  const subsets = differing('subset');
  if (subsets.length > 0) {
    throw new InputError(
      `${both} have cases in different subsets (${listed(subsets)}). Evaluate both with the same --subsets.`,
    );
  }
}
