import { statSync } from 'node:fs';
import type { Model } from '../model/load-model.js';
import { parseArchitecture } from '../network/architecture.js';
import type { DeviceChoice } from '../runtime/device.js';
import { whyUnavailable } from '../runtime/why-unavailable.js';
import type { StudySize } from './study-size.js';

/** Stages whose memory is estimated, in order. */
export type MemoryStage = 'read' | 'preprocess' | 'network' | 'postprocess';

// Node, onnxruntime and the watching process, before any image.
const programBytes = 150e6;
// ITK holds a file's voxels up to three times while it reads, less what is freed on the way.
const readCopies = 2.7;
// onnxruntime holds weights once, and once more rearranged for the processor. A checkpoint's are mapped
// from its file unless they are computed or of half precision, which are copied twice more: counted always.
const weightCopies = { onnx: 2, checkpoint: 3.7 };
// Activations at full resolution that are alive together in a U-Net's last decoder stage.
const fullResolutionMaps = 5;
const usualFeatures = 32;

/**
 * Estimates the peak memory of each stage, in bytes: what is alive by design, with counts of copies
 * that were measured (docs/decisions/0009-container.md; `node bench/memory.mjs` measures again).
 *
 * @param device as asked for; a network that runs on a GPU has its activations there
 */
export function estimateMemory(
  study: StudySize,
  model: Model,
  device: DeviceChoice,
): Record<MemoryStage, number> {
  const float = 4;
  const { voxels, storedBytes, fileBytes } = study;
  const channels = model.dataset.channelNames.length;
  const networkVoxels = voxels * volumeRatio(study, model);
  const isResampled = Math.abs(networkVoxels / voxels - 1) > 1e-6;
  const input = channels * float * networkVoxels;
  const logits = keptChannels(model) * float * networkVoxels;
  const unsampled = channels * float * voxels;
  const resampling = isResampled ? 2 * Math.max(voxels, networkVoxels) : 0;
  // Volumes and tiles that are of no more use are not gone at once; as much as this was seen of them.
  const leftOver = 1.5 * input;
  const read = readCopies * (fileBytes.pet + fileBytes.ct);
  const preprocess = storedBytes + unsampled + (isResampled ? input + resampling : 0);
  const network = storedBytes + input + logits + networkBytes(model, device) + leftOver;
  const postprocess = storedBytes + input + logits + ((isResampled ? float : 0) + 2) * voxels;
  const earlier = model.previousStage && estimateMemory(study, model.previousStage, device);
  const most = (stage: MemoryStage, bytes: number): number =>
    Math.round(Math.max(programBytes + bytes, earlier?.[stage] ?? 0));
  return {
    read: most('read', read),
    preprocess: most('preprocess', preprocess),
    network: most('network', network),
    postprocess: most('postprocess', postprocess),
  };
}

/** Voxels of the network's grid per voxel of the image; cropping only makes it less. */
function volumeRatio({ spacing }: StudySize, { configuration }: Model): number {
  const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
  // A 2-D network keeps the slices as they are, mostly along the longest side of a voxel.
  const kept = configuration.spacing.length < 3 ? Math.max(...spacing) : 1;
  return product(spacing) / (product(configuration.spacing) * kept);
}

/** Of two labels only the difference is kept. */
function keptChannels({ dataset }: Model): number {
  return dataset.labels.kind === 'labels' && dataset.labels.heads === 2 ? 1 : dataset.labels.heads;
}

function networkBytes(model: Model, device: DeviceChoice): number {
  const weights = Math.max(
    ...model.folds.map(({ path }) => {
      const copies = path.endsWith('.onnx') ? weightCopies.onnx : weightCopies.checkpoint;
      return copies * statSync(path).size;
    }),
  );
  if (!runsOnCpu(device)) return weights;
  const patch = model.configuration.patchSize.reduce((a, b) => a * b, 1);
  return weights + fullResolutionMaps * firstFeatures(model) * patch * 4;
}

function runsOnCpu(device: DeviceChoice): boolean {
  if (device !== 'auto') return device === 'cpu';
  return whyUnavailable('cuda', false) !== null && whyUnavailable('webgpu', false) !== null;
}

/** An ONNX file may hold any network, whatever the plans say of one. */
function firstFeatures({ configuration }: Model): number {
  try {
    return parseArchitecture(configuration.raw).featuresPerStage[0] ?? usualFeatures;
  } catch {
    return usualFeatures;
  }
}
