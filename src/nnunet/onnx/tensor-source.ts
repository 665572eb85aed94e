/** A float32 tensor whose values are fetched only when they are written. */
export interface TensorSource {
  readonly shape: readonly number[];
  /** The values in C order (last axis fastest), one per element of `shape`. */
  read(): Promise<Float32Array>;
  /**
   * Byte of the weights' file at which exactly these values lie as little-endian float32; null or
   * absent where they do not, because they are stored in another way or computed.
   */
  locate?(): Promise<number | null>;
}

/** Number of elements of a shape; 1 for a scalar's []. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
