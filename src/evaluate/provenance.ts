import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { version } from '../version.js';
import type { EvaluateOptions } from './evaluate.js';
import type { InputFile, Provenance } from './evaluation.js';

/**
 * Says what the numbers were made with and from.
 *
 * @param environment where `SOURCE_DATE_EPOCH` (seconds since 1970) may fix the time
 */
export function provenanceOf(
  options: EvaluateOptions,
  subsetsFile: InputFile | null,
  environment: NodeJS.ProcessEnv = process.env,
): Provenance {
  const commandLine = commandOf(options);
  return {
    autopet: version,
    node: process.versions.node,
    created: creationTime(environment).toISOString(),
    command_line: commandLine,
    command_sha256: createHash('sha256').update(commandLine).digest('hex'),
    subsets_file: subsetsFile,
  };
}

/** The command with every default spelled out, without what changes no number. */
function commandOf({ settings, ...options }: EvaluateOptions): string {
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
  return ['autopet evaluate', ...given.map(([name, value]) => `--${name} ${value}`)].join(' ');
}

function lastPart(path: string | null): string | null {
  return path && basename(resolve(path));
}

function creationTime({ SOURCE_DATE_EPOCH: epoch }: NodeJS.ProcessEnv): Date {
  return epoch !== undefined && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
}
