/** onnxruntime refused or failed; the message is its own. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  /** Whether memory, of the device or the host, is what was missing. */
  get isOutOfMemory(): boolean {
    return /out of memory|failed to allocate|bad_?alloc|not enough memory|OUT_OF_MEMORY|CUDA failure 2\b|CUBLAS_STATUS_ALLOC_FAILED|device lost/i.test(
      this.message,
    );
  }

  /** What went wrong, without the source file, signature and macro that onnxruntime puts round it. */
  get gist(): string {
    const [whole, ...afterSource] = this.message.split(/\/onnxruntime_src\/\S+:\d+ /);
    const innermost = afterSource.at(-1);
    if (innermost === undefined) return whole!.trim();
    return innermost
      .replace(/^[^()]*\([^()]*\)\S* (?:\[with [^\]]*\] )?/, '')
      .replace(/^\S.* was false\. /, '')
      .replace(/ ; GPU=[\s\S]*/, '')
      .trim();
  }
}

/** What is said of calls that come after the end. */
export const ended = 'the inference worker has ended';
