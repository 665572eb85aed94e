import type { OnnxGraph } from './graph-builder.js';
import { type ExternalData, serializeModel } from './serialize-model.js';

/**
 * The ONNX model of a graph in memory.
 *
 * @param weightsFile name of the file that the weights come from. Those that lie in it as ONNX wants
 * them are referred to and not copied: the model is small then, and needs that file beside it.
 * Without a name the model holds everything, and peak memory is the model plus its largest weight.
 * @throws ModelError if the model would reach 2 GiB or a weight cannot be stored
 */
export async function exportOnnx(graph: OnnxGraph, weightsFile?: string): Promise<Uint8Array> {
  const external = weightsFile === undefined ? new Map() : await locate(graph, weightsFile);
  const file = serializeModel(graph, external);
  const bytes = new Uint8Array(file.byteLength);
  let offset = 0;
  for await (const piece of file.pieces()) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}

async function locate(graph: OnnxGraph, location: string): Promise<Map<string, ExternalData>> {
  const located = new Map<string, ExternalData>();
  for (const initializer of graph.initializers) {
    const offset = await initializer.locate?.();
    if (typeof offset === 'number') located.set(initializer.name, { location, offset });
  }
  return located;
}
