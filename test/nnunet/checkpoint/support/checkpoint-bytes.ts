import { buildPickle, dict, op, type TensorOptions, tensor } from './build-pickle.js';
import { buildZip, type ZipOptions } from './build-zip.js';

/** Two float32 values, 1.5 and -2. */
export const storage = Buffer.from(new Float32Array([1.5, -2]).buffer);

/** An nnU-Net checkpoint around the given pickle and the storage `0`. */
export function archiveOf(pickle: Uint8Array, options: ZipOptions = {}): Buffer {
  return buildZip({ 'any name/data.pkl': pickle, 'any name/data/0': storage }, options);
}

/** The pickle of an nnU-Net checkpoint of one weight, `w`; `more` adds to its dict or replaces parts. */
export function checkpointPickle(
  weight: TensorOptions = {},
  more: Readonly<Record<string, Uint8Array>> = {},
): Buffer {
  return buildPickle(
    dict({
      network_weights: dict({ w: tensor(weight) }),
      trainer_name: op.text('nnUNetTrainer'),
      ...more,
    }),
  );
}
