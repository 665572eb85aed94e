import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { crc32 } from '../../src/files/crc32.js';

/** What zlib writes behind a gzip, before the length. */
function sumByZlib(bytes: Uint8Array): number {
  return gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8);
}

test('the check value of the standard', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

test("is zlib's sum of any bytes, in one go or in two", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
      const sum = sumByZlib(bytes);
      expect(crc32(bytes)).toBe(sum);
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(sum);
    }),
  );
});
