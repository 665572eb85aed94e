import fc from 'fast-check';
import { deriveUid } from '../../../src/dicom/write/derive-uid.js';

describe('deriveUid', () => {
  test('is the first half of the SHA-256 over length and content of each part', () => {
    // printf '3 abc' | sha256sum
    const half = 0x265d5c11812c5ab289b9543a09eaccf1n;
    expect(deriveUid('abc')).toBe(`2.25.${half}`);
    expect(deriveUid(Buffer.from('abc'))).toBe(`2.25.${half}`);
  });

  test('depends on where one part ends and the next begins', () => {
    const uids = [
      deriveUid('ab', 'c'),
      deriveUid('a', 'bc'),
      deriveUid('abc'),
      deriveUid('abc', ''),
    ];
    expect(new Set(uids).size).toBe(4);
  });

  test('is a UID', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(deriveUid(text)).toMatch(/^2[.]25[.](0|[1-9]\d{0,38})$/);
      }),
    );
  });
});
