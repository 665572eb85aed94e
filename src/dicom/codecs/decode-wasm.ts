import { createRequire } from 'node:module';

/** What the WebAssembly builds of OpenJPEG and CharLS have in common. */
interface WasmDecoder {
  /** Memory of the decoder to put a frame into. */
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** Memory of the decoder. */
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}

/** One of the two decoders, by the library's name for it. */
type WasmModule = Readonly<Partial<Record<'J2KDecoder' | 'JpegLSDecoder', new () => WasmDecoder>>>;
type Start = (settings: object) => Promise<WasmModule>;

const packages = {
  'jpeg-ls': '@cornerstonejs/codec-charls/decodewasmjs',
  'jpeg-2000': '@cornerstonejs/codec-openjpeg/decodewasmjs',
} as const;

const require = createRequire(import.meta.url);
const started = new Map<string, Promise<WasmModule>>();
// OpenJPEG tells its story on standard output. What is given is made into the module: each needs its own.
const quiet = () => ({ print: () => undefined, printErr: () => undefined });

/** Decodes JPEG-LS or JPEG 2000. Samples of more than 8 bits come in two bytes, little-endian. */
export async function decodeWasm(
  codec: keyof typeof packages,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const { J2KDecoder, JpegLSDecoder } = await start(codec);
  const decoder = new (J2KDecoder ?? JpegLSDecoder!)();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    return decoder.getDecodedBuffer().slice();
  } finally {
    decoder.delete();
  }
}

function start(codec: keyof typeof packages): Promise<WasmModule> {
  const running = started.get(codec) ?? (require(packages[codec]) as Start)(quiet());
  started.set(codec, running);
  return running;
}
