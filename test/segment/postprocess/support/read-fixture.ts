import { readFileSync } from 'node:fs';
import { type Labels, parseDataset } from '../../../../src/nnunet/model/dataset.js';

/** A file that make_references.py wrote. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/** Labels as dataset.json declares them. */
export interface DeclaredLabels {
  readonly labels: Record<string, number | number[]>;
  readonly regionsClassOrder: number[] | null;
}

/** What inference makes of declared labels. */
export function labelsOf({ labels, regionsClassOrder }: DeclaredLabels): Labels {
  return parseDataset({
    channel_names: { 0: 'CT', 1: 'PET' },
    labels,
    regions_class_order: regionsClassOrder,
  }).labels;
}
