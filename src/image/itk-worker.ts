/**
 * The only importer of itk-wasm. One image is read or written per worker thread: the main thread
 * stays responsive, PET and CT are read side by side, the WebAssembly memory (which only grows) is
 * given back when the thread ends, and what ITK prints stays out of our logs.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Image, readImageNode, writeImageNode } from '@itk-wasm/image-io';
import type { Voxels } from './volume.js';

/** What the worker is asked to do, as its `workerData`. */
export type ItkJob =
  | { readonly verb: 'read'; readonly path: string }
  | { readonly verb: 'write'; readonly path: string; readonly image: PlainImage };

/** An image as it crosses the thread boundary; sizes and spacings have one entry per dimension. */
export interface PlainImage {
  readonly components: number;
  readonly size: readonly number[];
  readonly spacing: readonly number[];
  readonly origin: readonly number[];
  /** Row-major; columns are the directions of the index axes. */
  readonly direction: readonly number[];
  readonly data: ArrayBufferView | null;
}

const job = workerData as ItkJob;
if (job.verb === 'read') await read(job.path);
else await write(job.path, job.image);

async function read(path: string): Promise<void> {
  const image = await readImageNode(path);
  const { data } = image;
  const plain: PlainImage = {
    components: image.imageType.components,
    size: [...image.size],
    spacing: [...image.spacing],
    origin: [...image.origin],
    direction: [...image.direction],
    data,
  };
  parentPort?.postMessage(plain, data === null ? [] : [data.buffer as ArrayBuffer]);
}

async function write(path: string, plain: PlainImage): Promise<void> {
  const image: Image = {
    imageType: {
      dimension: plain.size.length,
      componentType: componentType(plain.data as Voxels),
      pixelType: 'Scalar',
      components: plain.components,
    },
    name: 'image',
    size: [...plain.size],
    spacing: [...plain.spacing],
    origin: [...plain.origin],
    direction: Float64Array.from(plain.direction),
    data: plain.data,
    metadata: new Map(),
  };
  await writeImageNode(image, path, { useCompression: true });
  parentPort?.postMessage('written');
}

function componentType(data: Voxels): string {
  if (data instanceof Uint8Array) return 'uint8';
  if (data instanceof Uint16Array) return 'uint16';
  return data instanceof Int16Array ? 'int16' : 'float32';
}
