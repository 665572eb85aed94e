import { ModelError } from '../../errors.js';
import { printable } from '../checkpoint/printable.js';
import type { TensorSource } from '../onnx/tensor-source.js';

/** Modules registered a second time under another name, and counters that inference does not need. */
const duplicate = /^decoder\.encoder\.|\.all_modules\.\d+\.|\.num_batches_tracked$/;

/** Heads that inference does not run: deep supervision's and those of trainers with several tasks. */
const otherHead = /^decoder\.(\w+_)?seg_layers\./;

/** How many keys of a kind an error message lists. */
const listed = 8;

/**
 * Hands out the tensors of a checkpoint by state-dict key and keeps account: which were expected
 * but are missing or of another shape, and which nobody asked for.
 */
export class CheckpointWeights {
  readonly #tensors: ReadonlyMap<string, TensorSource>;
  readonly #taken = new Set<string>();
  readonly #missing: string[] = [];
  readonly #misshapen: string[] = [];

  constructor(tensors: ReadonlyMap<string, TensorSource>) {
    this.#tensors = tensors;
  }

  /**
   * The tensor under `key`, unread. One that is missing or of another shape is noted for `settle`,
   * and a stand-in of the right shape is returned, so that the rest can be checked too.
   */
  take(key: string, shape: readonly number[]): TensorSource {
    this.#taken.add(key);
    const tensor = this.#tensors.get(key);
    if (tensor?.shape.join() === shape.join()) return tensor;
    if (tensor === undefined) {
      this.#missing.push(`${key} [${shape.join(', ')}]`);
    } else {
      this.#misshapen.push(
        `${key}: plans [${shape.join(', ')}], checkpoint [${tensor.shape.join(', ')}]`,
      );
    }
    return { shape, read: async () => new Float32Array() };
  }

  /**
   * Closes the account.
   *
   * @returns the keys of heads that the network does not use
   * @throws ModelError listing what the plans expect and what the checkpoint holds, if they differ
   */
  settle(): string[] {
    const untaken = [...this.#tensors.keys()].filter(
      (key) => !this.#taken.has(key) && !duplicate.test(key),
    );
    const surplus = untaken.filter((key) => !otherHead.test(key));
    if (this.#missing.length + this.#misshapen.length + surplus.length > 0) {
      throw new ModelError(
        [
          'The checkpoint does not fit the plans. Check that plans.json, the configuration and the checkpoint belong together and that the trainer uses the network named in the plans.',
          ...section('expected by the plans, not in the checkpoint', this.#missing),
          ...section('of different shapes', this.#misshapen),
          ...section('in the checkpoint, not expected by the plans', surplus.map(printable)),
        ].join('\n'),
      );
    }
    return untaken;
  }
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > listed ? [`  and ${lines.length - listed} more`] : [];
  return [
    `${lines.length} ${title}:`,
    ...lines.slice(0, listed).map((line) => `  ${line}`),
    ...more,
  ];
}
