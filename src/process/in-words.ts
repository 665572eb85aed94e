import { InputError, ResourceError } from '../errors.js';
import { isSystemError, systemError } from '../files/system-error.js';
import { fewFiles } from './few-files.js';
import { isOutOfMemory } from './out-of-memory.js';

/**
 * A failure that nobody has put into words yet: a failed call to the system, or want of memory. All
 * others are given back as they are.
 */
export function inWords(error: unknown): unknown {
  if (isOutOfMemory(error)) {
    return new ResourceError(
      `Memory ran out (${error.message}). Close other programs, or use a machine or container with more memory.`,
      { cause: error },
    );
  }
  const files = fewFiles(error);
  if (files !== null) {
    return new ResourceError(
      `The program could not be loaded, most likely because this process may open no more than ${files} files at once (${(error as Error).message}). Raise the limit (ulimit -n 1024).`,
      { cause: error },
    );
  }
  if (!isSystemError(error)) return error;
  const failure = systemError(error, error.path ?? 'A file', 'used', InputError);
  return error.path !== undefined || failure instanceof ResourceError ? failure : error;
}
