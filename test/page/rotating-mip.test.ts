import { mipAngles, rotatingMip } from '../../src/page/rotating-mip.js';

const size = [11, 7, 3] as const;

function at(x: number, y: number, z: number): number {
  return (z * size[1] + y) * size[0] + x;
}

function spots(mip: ReturnType<typeof rotatingMip>, angle: number) {
  const found: { row: number; column: number; pet: number; label: number }[] = [];
  for (let row = 0; row < mip.height; row++) {
    for (let column = 0; column < mip.width; column++) {
      const i = (angle * mip.height + row) * mip.width + column;
      if (mip.pet[i] !== 0 || mip.labels[i] !== 0)
        found.push({ row, column, pet: mip.pet[i]!, label: mip.labels[i]! });
    }
  }
  return found;
}

describe('rotatingMip', () => {
  const pet = new Uint8Array(11 * 7 * 3);
  const labels = new Uint16Array(pet.length);
  // On the left, in front, at the head; another behind it, in the front view.
  pet[at(9, 1, 2)] = 200;
  labels[at(9, 1, 2)] = 2;
  pet[at(9, 5, 2)] = 90;
  labels[at(9, 5, 2)] = 1;
  const mip = rotatingMip({ pet, ct: null, labels }, size);
  const middle = (mip.width - 1) / 2;

  test('is as wide as the volume from corner to corner', () => {
    expect([mip.width, mip.height]).toEqual([14, 3]);
    expect(mip.pet).toHaveLength(mipAngles * 14 * 3);
  });

  test('from the front the left is right; the hotter of two in line hides the other', () => {
    expect(spots(mip, 0)).toEqual([{ row: 0, column: Math.round(middle + 4), pet: 200, label: 2 }]);
  });

  test('a quarter turn on it is seen from the left, the front on the left', () => {
    expect(spots(mip, mipAngles / 2)).toEqual([
      { row: 0, column: Math.round(middle - 2), pet: 200, label: 2 },
      { row: 0, column: Math.round(middle + 2), pet: 90, label: 1 },
    ]);
  });
});
