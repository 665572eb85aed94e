/** Decodes lossless JPEG (processes 14 and 14 SV1). */
export async function decodeJpegLossless(bytes: Uint8Array): Promise<Uint8Array> {
  const { Decoder } = await import('jpeg-lossless-decoder-js');
  // It reads a buffer from its start.
  const own = new Uint8Array(bytes);
  return new Uint8Array(new Decoder().decompress(own.buffer, 0, own.length));
}
