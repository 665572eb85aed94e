import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { adler32, matchesZlibChecksum } from '../../src/image/zlib-checksum.js';

/** The checksum that zlib itself puts at the end of a stream. */
const byZlib = (data: Uint8Array): number =>
  deflateSync(data).readUInt32BE(deflateSync(data).length - 4);

describe('adler32', () => {
  test('is what zlib writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        expect(adler32(data)).toBe(byZlib(data));
      }),
    );
  });

  test('does not overflow on long runs of the largest bytes', () => {
    const data = new Uint8Array(3 * 3800 + 17).fill(255);
    expect(adler32(data)).toBe(byZlib(data));
  });

  test('sees the bytes of a view, whatever its type, and no others', () => {
    const floats = Float32Array.of(1.5, -2, 3e30, 4);
    const inner = floats.subarray(1, 3);
    expect(adler32(inner)).toBe(byZlib(new Uint8Array(floats.buffer.slice(4, 12))));
  });
});

describe('matchesZlibChecksum', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'autopet-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('tells the data of the stream from others, wherever it ends', async () => {
    const data = Uint8Array.from({ length: 1000 }, (_, i) => (i * i) % 251);
    const stream = deflateSync(data);
    const path = join(folder, 'stream');
    await writeFile(path, Buffer.concat([stream, Buffer.from('more')]));
    expect(await matchesZlibChecksum(path, stream.length, data)).toBe(true);
    expect(await matchesZlibChecksum(path, stream.length + 4, data)).toBe(false);
    expect(await matchesZlibChecksum(path, stream.length, data.slice(1))).toBe(false);
    data[500] = 255;
    expect(await matchesZlibChecksum(path, stream.length, data)).toBe(false);
  });

  test('takes a stream that is cut off for another', async () => {
    const path = join(folder, 'short');
    await writeFile(path, 'ab');
    expect(await matchesZlibChecksum(path, 2, new Uint8Array(0))).toBe(false);
  });
});
