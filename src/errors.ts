/** What kind of failure it is; src/process/exit-codes.ts says with which code the process ends. */
export type ErrorCode =
  | 'bad-usage'
  | 'bad-input'
  | 'bad-model'
  | 'no-device'
  | 'out-of-resources'
  | 'interrupted';

/**
 * Base of every error that autopet throws on purpose. The message says what was found, what was
 * expected and what to do; the original error, where there was one, is kept as `cause`.
 */
export abstract class AutopetError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Wrong use: an unknown option, a value outside its range, options that exclude each other. */
export class UsageError extends AutopetError {
  readonly code = 'bad-usage';
}

/** An option that does not exist, is missing, or has a value that it cannot have. */
export class OptionError extends UsageError {
  /**
   * @param option its name, as the caller knows it
   * @param complaint what was found and what was expected
   */
  constructor(
    readonly option: string,
    readonly complaint: string,
    options?: ErrorOptions,
  ) {
    super(`${option}: ${complaint}`, options);
  }
}

/** An image or an input folder that cannot be used. Nothing has been written. */
export class InputError extends AutopetError {
  readonly code = 'bad-input';
}

/** A model folder that cannot be used: missing weights, unsupported settings, keys that do not fit. */
export class ModelError extends AutopetError {
  readonly code = 'bad-model';
}

/** An explicitly requested device that cannot be had here. */
export class DeviceError extends AutopetError {
  readonly code = 'no-device';
}

/** Memory, disk or time ran out. */
export class ResourceError extends AutopetError {
  readonly code = 'out-of-resources';
}

/** Some of many studies failed; the others were done. The code is that of the first failure. */
export class StudiesError extends AutopetError {
  constructor(
    message: string,
    readonly code: ErrorCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The work was stopped by its `AbortSignal`, whose reason is the `cause`. Nothing has been written. */
export class InterruptedError extends AutopetError {
  readonly code = 'interrupted';
}

/** Whether a caught value is one that autopet threw on purpose, with a `code`. */
export function isAutopetError(error: unknown): error is AutopetError {
  return error instanceof AutopetError;
}
