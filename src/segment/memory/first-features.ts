import type { Model } from '../../nnunet/model/load-model.js';
import { parseArchitecture } from '../../nnunet/network/parse-architecture.js';

const usual = 32;

/**
 * Channels of the network at full resolution by its plans; nnU-Net's usual number where they do not
 * describe it, for an ONNX file may hold any network.
 */
export function firstFeatures({ configuration }: Pick<Model, 'configuration'>): number {
  try {
    return parseArchitecture(configuration.raw).featuresPerStage[0] ?? usual;
  } catch {
    return usual;
  }
}
