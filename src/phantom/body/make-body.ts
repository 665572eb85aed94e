import type { Random } from '../../array/random.js';
import type { Solid } from '../solid/solid.js';
import { makeAbdomen } from './make-abdomen.js';
import { makeChest } from './make-chest.js';
import { makeEnvelope } from './make-envelope.js';
import { makeGut } from './make-gut.js';
import { makeHead } from './make-head.js';
import { makePelvicOrgans } from './make-pelvic-organs.js';
import { makeSkeleton } from './make-skeleton.js';
import { makeTable } from './make-table.js';
import { drawPerson, type Person } from './person.js';
import type { Tissue } from './tissue.js';

/** A healthy patient: what every point holds, and where lungs and liver are. */
export interface Body {
  readonly person: Person;
  /** From the outside inwards: of overlapping tissues the later wins. */
  readonly tissues: readonly Tissue[];
  readonly lungs: readonly [left: Solid, right: Solid];
  readonly liver: Solid;
}

/**
 * Draws a healthy patient. All sizes and places are those of a standard patient of 1.72 m, in mm:
 * x = 0 in the median plane, y = 0 in the middle of the trunk, z = 0 at the perineum, the vertex at
 * z = 870.
 * The patient's own size is `person.scale`.
 *
 * @param changed what another time is to find different in the same patient
 */
export function makeBody(random: Random, changed: Partial<Person> = {}): Body {
  const person = { ...drawPerson(random), ...changed };
  const chest = makeChest(person, random);
  const abdomen = makeAbdomen(person, random);
  return {
    person,
    lungs: chest.lungs,
    liver: abdomen.liver,
    tissues: [
      ...makeTable(person),
      ...makeEnvelope(person),
      ...chest.tissues,
      ...abdomen.tissues,
      ...makeGut(random),
      ...makePelvicOrgans(person, random),
      ...makeHead(random),
      ...makeSkeleton(person, random),
    ],
  };
}
