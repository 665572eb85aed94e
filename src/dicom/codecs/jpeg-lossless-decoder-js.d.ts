/** The package names a file for its types that it does not have. */
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    decompress(buffer: ArrayBufferLike, offset: number, length: number): ArrayBufferLike;
  }
}
