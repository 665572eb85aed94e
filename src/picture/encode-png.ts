import { encode } from 'fast-png';
import type { Raster } from './raster.js';

/** Packs a picture as a PNG file, 8 bits per channel. */
export function encodePng({ width, height, data }: Raster): Uint8Array {
  return encode({ width, height, data, channels: 3, depth: 8 });
}
