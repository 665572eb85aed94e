import { sha256Of } from '../../files/sha256-of.js';
import { version } from '../../version.js';
import type { Provenance } from './evaluation.js';

/**
 * Says what numbers were made with, and when.
 *
 * @param commandLine all that decides the numbers
 * @param environment where `SOURCE_DATE_EPOCH` (seconds since 1970) may fix the time
 */
export function provenanceOf(
  commandLine: string,
  environment: NodeJS.ProcessEnv = process.env,
): Omit<Provenance, 'subsets_file'> {
  return {
    autopet: version,
    node: process.versions.node,
    created: creationTime(environment).toISOString(),
    command_line: commandLine,
    command_sha256: sha256Of(commandLine),
  };
}

function creationTime({ SOURCE_DATE_EPOCH: epoch }: NodeJS.ProcessEnv): Date {
  return epoch !== undefined && /^\d+$/.test(epoch) ? new Date(Number(epoch) * 1000) : new Date();
}
