import type { Model } from '../../nnunet/model/load-model.js';
import type { DeviceChoice } from '../../runtime/device.js';
import type { Target } from '../../runtime/load-on-device.js';
import { whyUnavailable } from '../../runtime/why-unavailable.js';
import type { StudySize } from '../study/study-size.js';
import { activationBytes, sessionBytes, weightBytes } from './session-bytes.js';

/** Steps whose memory is estimated, in order. */
export const memorySteps = ['read', 'preprocess', 'network', 'postprocess'] as const;
export type MemoryStep = (typeof memorySteps)[number];

// Node, onnxruntime and the watching process, before any image.
const programBytes = 150e6;
// ITK holds the voxels of a file that it reads as a whole up to three times, less what is freed on the way. Most files
// take less than half of that: their voxels are inflated by Node.js.
const readCopies = 2.7;

/**
 * Estimates the peak memory of each step that a study takes with one network, in bytes: what is alive
 * by design, with counts of copies that were measured (docs/decisions/0009-container.md;
 * `node bench/memory.mjs` measures again).
 *
 * @param target as asked for; a network that runs on a GPU has its activations there
 * @param sessions how many run the network side by side on the CPU
 */
export function estimateMemory(
  study: StudySize,
  model: Model,
  target: Target,
  sessions: number,
): Record<MemoryStep, number> {
  const float = 4;
  const { voxels, storedBytes, fileBytes } = study;
  const channels = model.channels.length;
  const networkVoxels = voxels * volumeRatio(study, model);
  const isResampled = Math.abs(networkVoxels / voxels - 1) > 1e-6;
  const input = channels * float * networkVoxels;
  const logits = keptChannels(model) * float * networkVoxels;
  const organs = organBytes(model, networkVoxels);
  const drawn = drawnChannels(model) * float * voxels;
  const unsampled = model.dataset.channelNames.length * float * voxels;
  const resampling = isResampled ? 2 * Math.max(voxels, networkVoxels) : 0;
  // Volumes and tiles that are of no more use are not gone at once; as much as this was seen of them.
  const leftOver = 1.5 * input;
  const network = networkBytes(model, target, sessions);
  return {
    read: programBytes + readCopies * (fileBytes.pet + fileBytes.ct),
    preprocess:
      programBytes + storedBytes + unsampled + drawn + (isResampled ? input + resampling : 0),
    network: programBytes + storedBytes + input + logits + organs + network + leftOver,
    postprocess:
      programBytes +
      storedBytes +
      input +
      logits +
      organs +
      ((isResampled ? float : 0) + (isPlain(model) ? 2 : 4)) * voxels,
  };
}

/** Voxels of the network's grid per voxel of the image; cropping only makes it less. */
function volumeRatio({ spacing }: StudySize, { configuration }: Model): number {
  const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
  // A 2-D network keeps the slices as they are, mostly along the longest side of a voxel.
  const kept = configuration.spacing.length < 3 ? Math.max(...spacing) : 1;
  return product(spacing) / (product(configuration.spacing) * kept);
}

/** Whether nothing but lesions is told, as 1: else these are held apart, and organs too. */
function isPlain({ lesions, organClasses }: Model): boolean {
  return lesions.others.length === 0 && lesions.values.length === 1 && organClasses === null;
}

/** Of the network's second output: a class, and how near the middle of a tile it was found. */
function organBytes({ organClasses }: Model, networkVoxels: number): number {
  if (organClasses === null) return 0;
  return (5 * networkVoxels) / organClasses.step.reduce((a, b) => a * b, 1);
}

/** Channels of clicks that are drawn on the image's grid, before they are prepared as images are. */
function drawnChannels({ channels, clicks }: Model): number {
  if (clicks?.encoding.grid !== 'image') return 0;
  return channels.filter((role) => role === 'foreground' || role === 'background').length;
}

/** Of two labels only the difference is kept. */
function keptChannels({ dataset }: Model): number {
  return dataset.labels.kind === 'labels' && dataset.labels.heads === 2 ? 1 : dataset.labels.heads;
}

function networkBytes(model: Model, { device, precision }: Target, sessions: number): number {
  const weights = weightBytes(model, precision);
  if (!runsOnCpu(device)) return weights;
  const further = (sessions - 1) * sessionBytes(model, precision);
  return weights + activationBytes(model, precision) + further;
}

/** Whether the network will have no GPU, as far as shows without trying. */
export function runsOnCpu(device: DeviceChoice): boolean {
  if (device !== 'auto') return device === 'cpu';
  return whyUnavailable('cuda', false) !== null && whyUnavailable('webgpu', false) !== null;
}
