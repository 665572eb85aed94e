import type { BodyOutlines } from './body-outlines.js';
import { describeNumber as n } from './describe-number.js';
import type { Finding } from './input-check.js';

/**
 * Tells whether PET and CT show one patient in one place: how much of the body's outline in each lies
 * in that of the other. Arms that moved, a couch, and lungs (dark in both) leave room for less than all.
 */
export function checkAlignment({ pet, ct, spacing }: BodyOutlines): Finding[] {
  let [inPet, inCt, inBoth] = [0, 0, 0];
  for (let i = 0; i < pet.length; i++) {
    inPet += pet[i]!;
    inCt += ct[i]!;
    inBoth += pet[i]! & ct[i]!;
  }
  if (Math.min(inPet, inCt) < fewVoxels) return [];
  const dice = (2 * inBoth) / (inPet + inCt);
  if (dice >= leastDice) return [];
  const litres = (count: number): string => n((count * spacing[0] * spacing[1] * spacing[2]) / 1e6);
  return [
    {
      code: 'misaligned',
      image: 'study',
      severity: 'warn',
      measured: `the body's outlines share ${n(100 * dice)} % (Dice; PET ${litres(inPet)} l, CT ${litres(inCt)} l)`,
      expected: `at least ${100 * leastDice} %`,
      advice:
        'They may be of two patients or times, or one may have lost its position or be flipped: look at them one over the other.',
    },
  ];
}

const fewVoxels = 500;
// Whole bodies and crops had 0.83 to 0.98; moved by 5 cm or turned upside down 0.4 to 0.8.
const leastDice = 0.8;
