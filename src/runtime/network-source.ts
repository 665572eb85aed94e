/** What onnxruntime loads: an ONNX file, its bytes, or bytes that refer to a file in the folder where the weights are. */
export type NetworkSource = string | Uint8Array | ModelWithoutWeights;

export interface ModelWithoutWeights {
  readonly model: Uint8Array;
  readonly weightsFolder: string;
}

/** A network that can be loaded, told from others by its path. */
export interface NetworkFile {
  readonly path: string;
  /** @throws ModelError when the weights cannot be read */
  network(): Promise<NetworkSource>;
}
