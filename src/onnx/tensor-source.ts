/** A float32 tensor whose values are fetched only when they are written. */
export interface TensorSource {
  readonly shape: readonly number[];
  /** The values in C order (last axis fastest), one per element of `shape`. */
  read(): Promise<Float32Array>;
}

/** Number of elements of a shape; 1 for a scalar's []. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
