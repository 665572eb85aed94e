import { basename, resolve } from 'node:path';
import type { CompleteEvaluateOptions } from './evaluate-options.js';

/**
 * The command that evaluates with these options: every default is spelled out, what changes no number
 * is left out, and of paths only the last part is told, since folders say more than they should and
 * differ from machine to machine.
 */
export function commandLine({ settings, ...options }: CompleteEvaluateOptions): string {
  const { predictions, references, pet, subsets, subsetColumn } = options;
  const values: readonly (readonly [string, string | number | null])[] = [
    ['predictions', lastPart(predictions)],
    ['references', lastPart(references)],
    ['pet', lastPart(pet)],
    ['rules', settings.rules],
    ['missing', settings.missing],
    ['label', settings.label],
    ['reference-label', settings.reference_label],
    ['subsets', lastPart(subsets)],
    ['subset-column', subsetColumn],
    ['bootstrap', settings.bootstrap],
    ['seed', settings.seed],
  ];
  const given = values.filter(([, value]) => value !== null);
  return ['autopet evaluate', ...given.map(([name, value]) => `--${name} ${quoted(value)}`)].join(
    ' ',
  );
}

/** As a shell takes it for one word. */
function quoted(value: string | number | null): string {
  const text = String(value);
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function lastPart(path: string | null): string | null {
  return path && basename(resolve(path));
}
