import { writeFileWhole } from '../../files/write-file-whole.js';
import type { OnnxGraph } from './graph-builder.js';
import { serializeModel } from './serialize-model.js';

/**
 * Writes the ONNX model of a graph to `path`, one weight in memory at a time. The file appears
 * under its name only when it is complete.
 *
 * @throws ModelError if the model would reach 2 GiB or a weight cannot be stored
 * @throws ResourceError, UsageError if the file cannot be written
 */
export async function writeOnnx(path: string, graph: OnnxGraph): Promise<void> {
  await writeFileWhole(path, serializeModel(graph).pieces());
}
