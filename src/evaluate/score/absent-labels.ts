import { listed } from '../../files/listed.js';
import type { LabelChoice, ScoringSettings } from '../result/evaluation.js';

/** The labels other than 0 that the masks of a case hold. */
export interface CaseLabels {
  /** Null without a prediction. */
  readonly prediction: readonly number[] | null;
  readonly reference: readonly number[];
}

/** What is to be said of labels that are lesion and that no mask holds: one line for the predictions, one for the references. */
export function absentLabels(cases: readonly CaseLabels[], settings: ScoringSettings): string[] {
  const predictions = cases.flatMap(({ prediction }) => (prediction === null ? [] : [prediction]));
  const references = cases.map(({ reference }) => reference);
  return [
    ...absent('prediction', predictions, settings.label),
    ...absent('reference', references, settings.reference_label),
  ];
}

function absent(
  what: string,
  masks: readonly (readonly number[])[],
  label: LabelChoice,
): readonly string[] {
  const found = [...new Set(masks.flat())].sort((a, b) => a - b);
  const isThere = label === 'any' ? found.length > 0 : found.includes(label ?? 1);
  if (masks.length === 0 || isThere) return [];
  const wanted = typeof label === 'number' ? `label ${label}` : 'a lesion';
  const instead = found.length === 0 ? 'all are empty' : `found ${listed(found.map(String))}`;
  return [`no ${what} holds ${wanted}: ${instead}`];
}
