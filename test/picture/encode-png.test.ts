import { decode } from 'fast-png';
import { encodePng } from '../../src/picture/encode-png.js';

describe('encodePng', () => {
  test('keeps every pixel', () => {
    const data = Uint8Array.from({ length: 3 * 7 * 5 }, (_, i) => (i * 37) % 256);
    const png = encodePng({ width: 7, height: 5, data });
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const decoded = decode(png);
    expect([decoded.width, decoded.height, decoded.channels, decoded.depth]).toEqual([7, 5, 3, 8]);
    expect([...decoded.data]).toEqual([...data]);
  });
});
