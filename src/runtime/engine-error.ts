import { saysOutOfMemory } from '../process/out-of-memory.js';

const deviceWords = /OUT_OF_MEMORY|CUDA failure 2\b|CUBLAS_STATUS_ALLOC_FAILED|device lost/i;

/** onnxruntime refused or failed; the message is its own, less what it says of its source. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  /** @param told what onnxruntime said, whole */
  constructor(
    readonly told: string,
    options?: ErrorOptions,
  ) {
    super(gistOf(told), options);
  }

  /** Whether memory, of the device or the host, is what was missing. */
  get isOutOfMemory(): boolean {
    return saysOutOfMemory(this.told) || deviceWords.test(this.told);
  }
}

/** What went wrong, without the source file, signature and macro that onnxruntime puts round it. */
function gistOf(told: string): string {
  const [whole, ...afterSource] = told.split(/\/onnxruntime_src\/\S+:\d+ /);
  const innermost = afterSource.at(-1);
  if (innermost === undefined) return whole!.trim();
  return innermost
    .replace(/^[^()]*\([^()]*\)\S* (?:\[with [^\]]*\] )?/, '')
    .replace(/^\S.* was false\. /, '')
    .replace(/ ; GPU=[\s\S]*/, '')
    .trim();
}
