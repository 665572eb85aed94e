import type { Device } from './device.js';
import type { Precision } from './precision.js';

/** What onnxruntime loads: an ONNX file, its bytes, or bytes that refer to a file in the folder where the weights are. */
export type NetworkSource = string | Uint8Array | ModelWithoutWeights;

export interface ModelWithoutWeights {
  readonly model: Uint8Array;
  readonly weightsFolder: string;
}

/** What a network is made for. */
export interface NetworkForm {
  readonly device: Device;
  readonly precision: Precision;
}

/** A network that can be loaded, told from others by its path. */
export interface NetworkFile {
  readonly path: string;
  /** @throws ModelError when the weights cannot be read, or the network not be had in this form */
  network(form: NetworkForm): Promise<NetworkSource>;
}
