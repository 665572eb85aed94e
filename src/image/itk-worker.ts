/**
 * The only importer of itk-wasm. One image is read per worker thread: the main thread stays
 * responsive, PET and CT are read side by side, the WebAssembly memory (which only grows) is given
 * back when the thread ends, and what ITK prints stays out of our logs.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Image } from '@itk-wasm/image-io';

/** What the worker is asked to do, as its `workerData`. */
export type ItkJob =
  | { readonly verb: 'read'; readonly path: string }
  | { readonly verb: 'readBytes'; readonly file: Uint8Array; readonly format: 'mha' | 'nii' };

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
const image = await (job.verb === 'read' ? read(job.path) : readBytes(job.file, job.format));
const plain: PlainImage = {
  components: image.imageType.components,
  size: [...image.size],
  spacing: [...image.spacing],
  origin: [...image.origin],
  direction: [...image.direction],
  data: image.data,
};
const buffer = image.data?.buffer;
parentPort?.postMessage(plain, buffer instanceof ArrayBuffer ? [buffer] : []);

/** The two packages are loaded as needed: together they take longer than a header. */
async function read(path: string): Promise<Image> {
  const { readImageNode } = await import('@itk-wasm/image-io');
  return readImageNode(path);
}

/** Reads a file that is nowhere but in memory. */
async function readBytes(file: Uint8Array, format: 'mha' | 'nii'): Promise<Image> {
  const { InterfaceTypes, runPipelineNode } = await import('itk-wasm');
  const imageIo = dirname(createRequire(import.meta.url).resolve('@itk-wasm/image-io'));
  const name = format === 'mha' ? 'meta-read-image' : 'nifti-read-image';
  const pipeline = join(imageIo, 'pipelines', name);
  const path = `./image.${format}`;
  const { outputs, stderr } = await runPipelineNode(
    pipeline,
    [path, '0', '1', '--memory-io'],
    [{ type: InterfaceTypes.JsonCompatible }, { type: InterfaceTypes.Image }],
    [{ type: InterfaceTypes.BinaryFile, data: { path, data: file } }],
  );
  const [couldRead, result] = outputs;
  if (!couldRead?.data || !result) throw new Error(stderr || 'ITK could not read it');
  return result.data as Image;
}
