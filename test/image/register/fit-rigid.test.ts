import { createRandom } from '../../../src/array/random.js';
import { type BodyImage, bodyImage, samplesOf } from '../../../src/image/register/body-image.js';
import { fitRigid } from '../../../src/image/register/fit-rigid.js';
import { moveBy, type Rigid, still, thenTurn } from '../../../src/image/register/rigid.js';
import { identityDirection, type Vec3 } from '../../../src/image/volume.js';

const count = 32;
const spacing = 4;

/** A limb along z, 56 mm across, of 40 HU with noise of 30. */
function limb(seed: number): BodyImage {
  const random = createRandom(seed, 1);
  const data = new Float32Array(count ** 3);
  const body = new Uint8Array(data.length);
  for (let z = 0, i = 0; z < count; z++) {
    for (let y = 0; y < count; y++) {
      for (let x = 0; x < count; x++, i++) {
        const isIn = Math.hypot(x - 15.5, y - 15.5) <= 7;
        body[i] = isIn ? 1 : 0;
        data[i] = isIn ? 40 + random.uniform(-30, 30) : -1000;
      }
    }
  }
  const grid = {
    size: [count, count, count] as Vec3,
    spacing: [spacing, spacing, spacing] as Vec3,
    origin: [0, 0, 0] as Vec3,
    direction: identityDirection,
  };
  return bodyImage({ ...grid, data }, body);
}

const middle: Vec3 = [62, 62, 62];
const moving = limb(2);
const fixed = samplesOf(limb(1), 1, 8, { centre: middle, radiusMm: 40 });
const from = (shift: Vec3, turn: Vec3 = [0, 0, 0]): Rigid => thenTurn(still, middle, turn, shift);

describe('fitRigid', () => {
  test('brings a limb back across its axis, and held it stays where it was along it', () => {
    const { motion, likeness } = fitRigid(fixed, moving, 1, from([5, -4, 3]), 10, 0.1);
    const [x, y, z] = moveBy(motion, middle);
    expect(Math.abs(x - middle[0])).toBeLessThan(0.8);
    expect(Math.abs(y - middle[1])).toBeLessThan(0.8);
    expect(Math.abs(z - (middle[2] + 3))).toBeLessThan(0.3);
    expect(likeness).toBeGreaterThan(0.98);
  });

  test('held, it keeps the turn about the axis that it began with', () => {
    const turned = from([0, 0, 0], [0, 0, 0.2]);
    const { motion } = fitRigid(fixed, moving, 1, turned, 10, 0.1);
    expect(Math.asin(motion.turn[3])).toBeCloseTo(0.2, 1);
    // Tilted, it comes upright.
    const tilted = fitRigid(fixed, moving, 1, from([0, 0, 0], [0.2, 0, 0]), 10, 0.1);
    expect(Math.abs(Math.asin(tilted.motion.turn[7]))).toBeLessThan(0.06);
  });
});
