import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { sha256 } from '../files/sha256.js';
import { writeJson } from '../files/write-json.js';
import { openImage } from '../image/read/open-image.js';
import type { SegmentOptions } from '../segment/options/segment-options.js';
import type { SegmentResult } from '../segment/report/segment-result.js';
import { toldBeside } from '../suv/told-beside.js';
import { notKept, outputRoles, type RecordedFile, type RunRecord } from './run-record.js';

/**
 * Writes what a run of `segment` was: its inputs, weights and outputs by their SHA-256, versions, options, machine and times. It names
 * paths, which may tell of a patient.
 *
 * @throws ResourceError, UsageError when it cannot be written
 */
export async function writeRecord(
  path: string,
  options: SegmentOptions,
  result: SegmentResult,
): Promise<void> {
  const told = await toldBeside(options.pet);
  const inputs = [
    ...(await imageFiles('pet', options.pet)),
    ...(await imageFiles('ct', options.ct ?? null)),
    ...(await recorded('clicks', options.clicks)),
    ...(await Promise.all(told.map((file) => recorded(file.role, file.path)))).flat(),
  ];
  const outputs = await Promise.all(outputRoles.map((role) => recorded(role, options[role])));
  const record: RunRecord = {
    format: 'autopet-record-1',
    autopet: result.autopet,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processors: availableParallelism(),
    options: Object.fromEntries(
      Object.entries(options).filter(([name, value]) => value != null && !notKept.has(name)),
    ),
    device: result.device,
    precision: result.precision,
    seconds: result.seconds,
    model: {
      folder: typeof options.model === 'string' ? resolve(options.model) : null,
      sha256: result.model.sha256,
    },
    inputs,
    outputs: outputs.flat(),
  };
  await writeJson(path, record);
}

/** An image, and where its voxels lie in another file, that too. */
async function imageFiles(role: string, path: string | null): Promise<RecordedFile[]> {
  if (path === null) return [];
  const { voxels } = await openImage(path);
  const image = await recorded(role, path);
  return voxels.path === path
    ? image
    : [...image, ...(await recorded(`${role} voxels`, voxels.path))];
}

async function recorded(role: string, path: string | null | undefined): Promise<RecordedFile[]> {
  if (path == null) return [];
  const { size } = await stat(path);
  return [{ role, path: resolve(path), bytes: size, sha256: await sha256(path) }];
}
