import type { Mat3, Vec3 } from '../../src/image/volume.js';
import { indexToWorld, worldToIndex } from '../../src/image/world.js';
import { findLandmarks } from '../../src/lesions/body-landmarks.js';
import { placeInBody } from '../../src/lesions/place-in-body.js';

const spacing: Vec3 = [8, 8, 10];
const straight: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** HU at a place of a patient made of ellipses, LPS mm: soles at 0, perineum at 300, lungs from 650 to 900, on a couch. */
function huAt([x, y, z]: Vec3): number {
  const inEllipse = (cx: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + (y / ry) ** 2 <= 1;
  if (y > 130 && y < 138) return 0;
  if (z < 300) return inEllipse(70, 60, 60) || inEllipse(-70, 60, 60) ? 40 : -1000;
  const isArm = z < 850 && (inEllipse(270, 40, 40) || inEllipse(-270, 40, 40));
  if (isArm) return 40;
  if (z >= 920) return inEllipse(0, 80, 90) ? 40 : -1000;
  const isLung = z >= 650 && z < 900 && (inEllipse(75, 55, 70) || inEllipse(-75, 55, 70));
  if (isLung) return -800;
  return inEllipse(0, 180, 115) ? 40 : -1000;
}

function patient(direction: Mat3, size: Vec3, hu = huAt) {
  const turned = { size, spacing, direction, origin: [0, 0, 0] as Vec3 };
  // The middle of the image lies in the median plane at half height.
  const middle = indexToWorld(turned, size.map((n) => (n - 1) / 2) as unknown as Vec3);
  const origin: Vec3 = [-middle[0], -middle[1], 550 - middle[2]];
  const grid = { ...turned, origin };
  const ct = new Float32Array(size[0] * size[1] * size[2]);
  for (let z = 0, i = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++)
      for (let x = 0; x < size[0]; x++, i++) ct[i] = hu(indexToWorld(grid, [x, y, z]));
  return { grid, ct };
}

const places: [Vec3, string | null, string][] = [
  [[0, 0, 1000], 'head-neck', 'midline'],
  [[60, 0, 950], 'head-neck', 'left'],
  [[75, 0, 800], 'chest', 'left'],
  [[-75, 0, 660], 'chest', 'right'],
  [[-100, 0, 600], 'abdomen', 'right'],
  [[-10, 0, 560], 'abdomen', 'midline'],
  [[100, 0, 450], 'pelvis', 'left'],
  [[15, 0, 330], 'pelvis', 'midline'],
  [[-60, 0, 200], 'leg', 'right'],
  [[70, 0, 100], 'leg', 'left'],
  [[270, 0, 700], 'arm', 'left'],
  [[-270, 0, 500], 'arm', 'right'],
];

describe('where in the body something lies', () => {
  test.each<[string, Mat3, Vec3]>([
    ['straight', straight, [80, 40, 110]],
    [
      'right and left, head and feet swapped in memory',
      [-1, 0, 0, 0, 1, 0, 0, 0, -1],
      [80, 40, 110],
    ],
  ])('%s', (_, direction, size) => {
    const { grid, ct } = patient(direction, size);
    const landmarks = findLandmarks(ct, grid)!;
    expect(landmarks.lungs).toEqual({ base: 65, apex: 89 });
    expect(landmarks.crotch).toBe(29);
    for (const [place, region, side] of places) {
      expect({ place, ...placeInBody(landmarks, grid, worldToIndex(grid, place)) }).toEqual({
        place,
        region,
        side,
      });
    }
  });

  test('where thighs touch, legs begin at one and a half lungs below the lungs', () => {
    const { grid, ct } = patient(straight, [80, 40, 110], (at) =>
      at[2] < 300 && Math.abs(at[0]) < 20 && Math.abs(at[1]) < 30 ? 40 : huAt(at),
    );
    const landmarks = findLandmarks(ct, grid)!;
    expect(landmarks.crotch).toBeNull();
    const regionAt = (z: number) =>
      placeInBody(landmarks, grid, worldToIndex(grid, [60, 0, z])).region;
    expect([regionAt(600), regionAt(450), regionAt(320), regionAt(260)]).toEqual([
      'abdomen',
      'pelvis',
      'pelvis',
      'leg',
    ]);
  });

  test('without lungs only the side is told, without a body nothing is', () => {
    const { grid, ct } = patient(straight, [80, 40, 40], (at) => huAt([at[0], at[1], 500]));
    const landmarks = findLandmarks(ct, grid)!;
    expect(landmarks.lungs).toBeNull();
    expect(placeInBody(landmarks, grid, worldToIndex(grid, [-90, 0, 550]))).toEqual({
      region: null,
      side: 'right',
    });
    expect(findLandmarks(ct.fill(-1000), grid)).toBeNull();
  });
});
