import { rename, rm, writeFile } from 'node:fs/promises';
import type { OnnxGraph } from './graph-builder.js';
import { serializeModel } from './serialize-model.js';

/**
 * Writes the ONNX model of a graph to `path`, one weight in memory at a time. The file appears
 * under its name only when it is complete.
 *
 * @throws ModelError if the model would reach 2 GiB or a weight cannot be stored
 */
export async function writeOnnx(path: string, graph: OnnxGraph): Promise<void> {
  const file = serializeModel(graph);
  const partial = `${path}.partial`;
  try {
    await writeFile(partial, file.pieces());
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
