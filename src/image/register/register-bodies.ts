import type { Vec3 } from '../volume.js';
import { type BodyImage, samplesOf } from './body-image.js';
import { type Block, fitBlocks } from './fit-blocks.js';
import { type Fit, fitRigid, likenessOf } from './fit-rigid.js';
import { apart, inverseOf, moveBy, type Rigid } from './rigid.js';

/** How the body of one study lies in another one. */
export interface Registration {
  /** Of the body as a whole, from the first study to the second. */
  readonly whole: Fit;
  /**
   * How the tissue round a point lies in the other study: arms, legs and head move by themselves, and a body changes its shape.
   *
   * @param point LPS mm, in the study that is named
   */
  around(point: Vec3, study: 'first' | 'second'): Fit;
}

const nearMm = 90;
const lookMm = 32;
// The smaller ball follows what moves by itself, the larger one holds where there is little to go by.
const fitMm = [38, 55] as const;
// Motions that put the point nearer together than this are tried once.
const sameMm = 4;
const mostTried = 3;
// Between neighbours: blocks farther away say less.
const apartMm = 40;
// Likeness that a motion must win by: tissue alike along a limb, or all round, says little of where it is along it.
// `odd`: from where the blocks about agree that the point goes.
const perMm = { away: 0.0006, odd: 0.003, moved: 0.004 };
const perDoubt = 0.1;
// Less than blocks are held by: what they agree on may still be a little off.
const hold = 0.02;

/**
 * Registers two CTs of a patient: the body as a whole, then block by block from where it fits best outwards, and last the tissue
 * round each point that is asked for.
 *
 * @param starts motions to begin with, from the first to the second
 */
export function registerBodies(
  first: BodyImage,
  second: BodyImage,
  starts: readonly Rigid[],
): Registration {
  const whole = fitWhole(first, second, starts);
  const blocks = fitBlocks(first, second, whole);
  const around: Registration['around'] = (point, study) => {
    const [from, to] = study === 'first' ? [first, second] : [second, first];
    return fitAround(point, from, to, nearbyMotions(point, study, blocks, whole));
  };
  return { whole, around };
}

function fitWhole(first: BodyImage, second: BodyImage, starts: readonly Rigid[]): Fit {
  const coarse = samplesOf(first, 0, 16, null);
  const fits = starts.map((start) => fitRigid(coarse, second, 0, start, 20));
  const best = fits.reduce((a, b) => (b.likeness > a.likeness ? b : a));
  const middle = fitRigid(samplesOf(first, 1, 12, null), second, 1, best.motion, 15);
  return fitRigid(samplesOf(first, 2, 9, null), second, 2, middle.motion, 10);
}

/** A motion to begin with, and how much is held against it. */
interface Candidate {
  readonly motion: Rigid;
  readonly malus: number;
}

function nearbyMotions(
  point: Vec3,
  study: 'first' | 'second',
  blocks: readonly Block[],
  whole: Fit,
): Candidate[] {
  const asAsked = ({ motion }: Fit): Rigid => (study === 'first' ? motion : inverseOf(motion));
  const about = blocks.flatMap((block) => {
    const place = study === 'first' ? block.centre : moveBy(block.motion, block.centre);
    const mm = distance(place, point);
    const motion = asAsked(block);
    return mm > nearMm ? [] : [{ motion, trust: block.trust, mm, to: moveBy(motion, point) }];
  });
  const most = mostAgreed(about);
  const held = about.map(({ motion, trust, mm, to }): Candidate => {
    const malus = perMm.away * mm + perMm.odd * distance(to, most!) + perDoubt * (1 - trust);
    return { motion, malus };
  });
  const own = asAsked(whole);
  const malus = most === null ? 0 : perMm.odd * distance(moveBy(own, point), most);
  return [{ motion: own, malus }, ...held];
}

/** Where one block says that the point goes which all others are nearest to, the closer ones above all. */
function mostAgreed(about: readonly { readonly mm: number; readonly to: Vec3 }[]): Vec3 | null {
  let [best, least] = [null as Vec3 | null, Number.POSITIVE_INFINITY];
  for (const { to } of about) {
    let sum = 0;
    for (const other of about) sum += distance(to, other.to) * Math.exp(-other.mm / apartMm);
    if (sum < least) [best, least] = [to, sum];
  }
  return best;
}

/** Of the motions of the blocks about, the likeliest are fitted to the tissue round the point; the one that fits best is taken. */
function fitAround(
  point: Vec3,
  from: BodyImage,
  to: BodyImage,
  candidates: readonly Candidate[],
): Fit {
  const look = samplesOf(from, 1, 7, { centre: point, radiusMm: lookMm });
  const ranked = candidates
    .map(({ motion, malus }) => ({
      motion,
      malus,
      score: likenessOf(look, to, 1, motion) - malus,
    }))
    .sort((a, b) => b.score - a.score);
  const tried: Candidate[] = [];
  for (const candidate of ranked) {
    if (tried.length === mostTried) break;
    const isOther = ({ motion }: Candidate) => apart(motion, candidate.motion, point) > sameMm;
    if (tried.every(isOther)) tried.push(candidate);
  }
  const judged = samplesOf(from, 2, 7, { centre: point, radiusMm: fitMm[1] });
  const fits = fitMm.flatMap((radiusMm) => {
    const ball = { centre: point, radiusMm };
    const [smooth, sharp] = [samplesOf(from, 1, 8, ball), samplesOf(from, 2, 6, ball)];
    return tried.map(({ motion: start, malus }) => {
      const near = fitRigid(smooth, to, 1, start, 10, hold);
      const { motion } = fitRigid(sharp, to, 2, near.motion, 8, hold);
      const likeness = likenessOf(judged, to, 2, motion);
      const held = malus + perMm.moved * apart(start, motion, point);
      return { motion, likeness, score: likeness - held };
    });
  });
  const { motion, likeness } = fits.reduce((a, b) => (b.score > a.score ? b : a));
  return { motion, likeness };
}

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
