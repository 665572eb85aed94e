/**
 * The only importer of itk-wasm. It runs in threads of its own, which read one small file at a time:
 * the main thread stays responsive, PET and CT are read side by side, and what ITK prints stays out
 * of our logs.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { type Image, InterfaceTypes, runPipelineNode } from 'itk-wasm';

/** What the worker is asked to read, as a message. */
export interface ItkJob {
  readonly file: Uint8Array;
  readonly ending: keyof typeof pipelines;
}

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

/** What comes back: an image, or what ITK printed and threw. */
export type ItkAnswer =
  | { readonly image: PlainImage }
  | { readonly said: string; readonly message: string };

const pipelines = {
  mha: 'meta-read-image',
  nii: 'nifti-read-image',
  nrrd: 'nrrd-read-image',
} as const;

// What ITK prints is its only explanation, and belongs into no log.
let said = '';
const listen = (chunk: unknown): boolean => {
  said = (said + String(chunk)).slice(-4000);
  return true;
};
process.stdout.write = listen;
process.stderr.write = listen;

parentPort?.on('message', (job: ItkJob) => {
  said = '';
  read(job).then(
    (image) => answer({ image: plain(image) }),
    // Emscripten throws numbers that mean nothing outside.
    (error: unknown) =>
      answer({ said, message: error instanceof Error ? error.message : 'ITK gave no reason' }),
  );
});

function answer(answer: ItkAnswer): void {
  parentPort?.postMessage(answer);
}

function plain(image: Image): PlainImage {
  return {
    components: image.imageType.components,
    size: image.size.map(Number),
    spacing: [...image.spacing],
    origin: [...image.origin],
    direction: Array.from(image.direction as ArrayLike<number | bigint>, Number),
    data: image.data as ArrayBufferView | null,
  };
}

async function read({ file, ending }: ItkJob): Promise<Image> {
  const imageIo = dirname(createRequire(import.meta.url).resolve('@itk-wasm/image-io'));
  const path = `./image.${ending}`;
  const { outputs, stderr } = await runPipelineNode(
    join(imageIo, 'pipelines', pipelines[ending]),
    [path, '0', '1', '--memory-io'],
    [{ type: InterfaceTypes.JsonCompatible }, { type: InterfaceTypes.Image }],
    [{ type: InterfaceTypes.BinaryFile, data: { path, data: file } }],
  );
  const [couldRead, result] = outputs;
  if (!couldRead?.data || !result) throw new Error(stderr || 'ITK could not read it');
  return result.data as Image;
}
