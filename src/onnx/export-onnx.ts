import type { OnnxGraph } from './graph-builder.js';
import { serializeModel } from './serialize-model.js';

/**
 * The ONNX model of a graph in memory. Peak memory is the model itself plus its largest weight.
 *
 * @throws ModelError if the model would reach 2 GiB or a weight cannot be stored
 */
export async function exportOnnx(graph: OnnxGraph): Promise<Uint8Array> {
  const file = serializeModel(graph);
  const bytes = new Uint8Array(file.byteLength);
  let offset = 0;
  for await (const piece of file.pieces()) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
