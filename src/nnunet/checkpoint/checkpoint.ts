import type { TorchDtype } from './torch-dtype.js';

/** One weight of a checkpoint, left in the file until it is read. */
export interface StoredTensor {
  /** Sizes of the axes, slowest first, as torch prints them; empty for a scalar. */
  readonly shape: readonly number[];
  /** How the values are stored. */
  readonly dtype: TorchDtype;
  /**
   * Reads this tensor's bytes, and no others, and returns its values in C order (last axis fastest)
   * as float32. float64 and integers wider than 24 bits are rounded to the nearest float32.
   *
   * @throws ModelError if the file has changed since it was opened or cannot be read.
   */
  read(): Promise<Float32Array>;
  /**
   * Byte of the file at which these very values lie in C order as aligned float32; null if they do
   * not.
   *
   * @throws ModelError as `read`
   */
  locate(): Promise<number | null>;
}

/** What an nnU-Net v2 checkpoint says, as `nnUNetTrainer.save_checkpoint` writes it. */
export interface Checkpoint {
  /** Class name of the trainer; null if not recorded. */
  readonly trainerName: string | null;
  /**
   * `inference_allowed_mirroring_axes`: spatial axes of the (transposed) network input that may be
   * mirrored, 0 the slowest; null for none.
   */
  readonly mirrorAxes: readonly number[] | null;
  /** Name of the configuration in the plans, such as `3d_fullres`; null if not recorded. */
  readonly configuration: string | null;
  /** The fold: a number or `all`; null if not recorded. */
  readonly fold: string | null;
  /** The training's copy of plans.json as plain JSON values; null if not recorded. */
  readonly plans: unknown;
  /** The training's copy of dataset.json as plain JSON values; null if not recorded. */
  readonly datasetJson: unknown;
  /** The network's weights by name, in the checkpoint's order, without prefixes and duplicates. */
  readonly weights: ReadonlyMap<string, StoredTensor>;
  /** Whether the file has checksums: torch can be told to write none. */
  readonly hasSums: boolean;
  /**
   * Reads every weight's bytes once and compares them with the checksums of the file, if it has any.
   *
   * @throws ModelError naming a weight that is damaged
   */
  verify(): Promise<void>;
  /** Closes the file; weights cannot be read any more. */
  close(): Promise<void>;
}
