import { allocateLike } from '../allocate-like.js';
import type { Shape } from '../grid.js';
import { nearestRows } from './nearest-rows.js';
import type { MakeTaps } from './taps.js';

/** Label values that a segmentation may hold. */
export type LabelVoxels = Uint8Array | Int16Array | Uint16Array;

/** The interpolated indicators of the labels round one output voxel. */
export interface Ballot {
  /** Labels with a score above zero, ascending; only the first `count` entries are meant. */
  readonly labels: Int32Array;
  /** For each label the linear interpolation, at the output voxel, of "the voxel has this label". */
  readonly scores: Float64Array;
  count: number;
  /** The label of the nearest input voxel. */
  nearest: number;
}

/**
 * Resamples labels by interpolating the indicator of each label linearly and letting `decide` choose
 * one of them. No indicator volume is made: at most eight input voxels have a say in an output voxel.
 *
 * @param data [z,y,x] labels of `shape`
 * @param makeTaps two taps per output sample along an axis
 * @returns labels of `newShape`
 */
export function voteLabels<T extends LabelVoxels>(
  data: T,
  shape: Shape,
  newShape: Shape,
  makeTaps: MakeTaps,
  decide: (ballot: Ballot) => number,
): T {
  const [depth, height, width] = newShape;
  const zVoters = votersAlong(makeTaps, shape[0], depth, shape[1] * shape[2]);
  const yVoters = votersAlong(makeTaps, shape[1], height, shape[2]);
  const xVoters = votersAlong(makeTaps, shape[2], width, 1);
  const resampled = allocateLike(data, depth * height * width);
  const ballot = { labels: new Int32Array(8), scores: new Float64Array(8), count: 0, nearest: 0 };
  let o = 0;
  for (const z of zVoters) {
    for (const y of yVoters) {
      for (const x of xVoters) {
        ballot.nearest = data[z.nearest + y.nearest + x.nearest]!;
        if (isUnanimous(data, z, y, x, ballot.nearest)) {
          resampled[o++] = ballot.nearest;
        } else {
          collectVotes(data, z, y, x, ballot);
          resampled[o++] = decide(ballot);
        }
      }
    }
  }
  return resampled;
}

/** The two input voxels along an axis that have a say in an output voxel, as offsets into the data. */
interface Voters {
  readonly offsets: readonly [number, number];
  readonly weights: readonly [number, number];
  readonly nearest: number;
}

function votersAlong(
  makeTaps: MakeTaps,
  length: number,
  newLength: number,
  stride: number,
): readonly Voters[] {
  const { rows, weights } = makeTaps(length, newLength);
  return Array.from(nearestRows(length, newLength), (nearest, o) => ({
    offsets: [rows[2 * o]! * stride, rows[2 * o + 1]! * stride],
    weights: [weights[2 * o]!, weights[2 * o + 1]!],
    nearest: nearest * stride,
  }));
}

/** Whether all eight voxels have the same label, as nearly everywhere: then there is no vote. */
function isUnanimous(data: LabelVoxels, z: Voters, y: Voters, x: Voters, label: number): boolean {
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 2; j++) {
      const line = z.offsets[i]! + y.offsets[j]!;
      if (data[line + x.offsets[0]] !== label || data[line + x.offsets[1]] !== label) return false;
    }
  }
  return true;
}

function collectVotes(data: LabelVoxels, z: Voters, y: Voters, x: Voters, ballot: Ballot): void {
  ballot.count = 0;
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 2; j++) {
      const line = z.offsets[i]! + y.offsets[j]!;
      const weight = z.weights[i]! * y.weights[j]!;
      addVote(ballot, data[line + x.offsets[0]]!, weight * x.weights[0]);
      addVote(ballot, data[line + x.offsets[1]]!, weight * x.weights[1]);
    }
  }
}

/** Adds a weight to the score of a label, keeping the labels in ascending order. */
function addVote(ballot: Ballot, label: number, weight: number): void {
  if (weight === 0) return;
  const { labels, scores } = ballot;
  let at = 0;
  while (at < ballot.count && labels[at]! < label) at++;
  if (at === ballot.count || labels[at] !== label) {
    labels.copyWithin(at + 1, at, ballot.count);
    scores.copyWithin(at + 1, at, ballot.count);
    labels[at] = label;
    scores[at] = 0;
    ballot.count++;
  }
  scores[at]! += weight;
}
