import type { Voxels } from '../../array/voxels.js';
import { reorientationTo } from '../../image/orient.js';
import type { Volume } from '../../image/volume.js';
import type { BodyOutlines } from './body-outlines.js';
import { describeNumber as n } from './describe-number.js';
import type { Finding, Severity } from './input-check.js';

// Brain is the one organ at the upper end of a field of view that is this hot all over, SUV in g/ml.
const brainSuv = 3;
const shortMm = 300;
// Of the body's slices; shoulders and hips may touch the edge.
const muchOfSide = 0.3;

/**
 * Tells how the field of view cuts the body. A field from the skull's base to the thighs is usual; one that
 * ends in mid-brain or leaves a side out is not.
 *
 * @param pet as stored
 * @param outlines of the same study
 * @param factor from stored values to SUV, g/ml
 */
export function checkField(pet: Volume<Voxels>, outlines: BodyOutlines, factor: number): Finding[] {
  const { axis, flip } = reorientationTo(pet, 'LPS');
  const [left, , up] = [0, 1, 2].map((i) => ({ axis: axis[i]!, isBackwards: flip[i]! }));
  const length = pet.size[up!.axis]! * pet.spacing[up!.axis]!;
  const areas = bodyAreas(outlines, up!);
  const largest = Math.max(...areas);
  if (largest === 0) return [];
  const finding = (
    code: Finding['code'],
    severity: Severity,
    measured: string,
    advice: string,
  ): Finding => ({
    code,
    image: 'study',
    severity,
    measured,
    expected: 'the body from the skull or its base to the thighs, both sides',
    advice,
  });
  const findings: Finding[] = [];
  if (length < shortMm) {
    findings.push(
      finding(
        'small-field',
        'note',
        `the field of view is ${n(length)} mm long`,
        'The network sees little of what lies around.',
      ),
    );
  }
  const suvOnTop = factor * (meanUptakeAtEnd(pet, outlines, up!) ?? 0);
  if (suvOnTop > brainSuv) {
    findings.push(
      finding(
        'head-cut',
        'warn',
        `the upper end cuts through tissue of SUV ${n(suvOnTop)} on average, as the brain has`,
        'Look there for brain that was taken for a lesion.',
      ),
    );
  }
  if (areas[0]! > 0.1 * largest) {
    findings.push(finding('legs-cut', 'note', 'the body goes on below the field of view', ''));
  }
  const [right, leftShare] = sidesCut(outlines, left!);
  if (Math.max(right, leftShare) > muchOfSide && Math.min(right, leftShare) < muchOfSide / 3) {
    const side = right > leftShare ? 'right' : 'left';
    findings.push(
      finding(
        'one-sided',
        'warn',
        `the ${side} edge of the field of view cuts the body in ${n(100 * Math.max(right, leftShare))} % of its slices, the other does not`,
        'The image may have been cropped to one side.',
      ),
    );
  }
  return findings;
}

interface Along {
  readonly axis: 0 | 1 | 2;
  readonly isBackwards: boolean;
}

/** Calls back for each voxel of the coarse grid with its place along an axis, counted its way. */
function forEachVoxel(
  { size }: BodyOutlines,
  along: Along,
  visit: (at: number, i: number) => void,
): void {
  const [nx, ny, nz] = size;
  const last = size[along.axis] - 1;
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        const place = along.axis === 0 ? x : along.axis === 1 ? y : z;
        visit(along.isBackwards ? last - place : place, i);
      }
    }
  }
}

/** Body voxels of either image per slice, from the lowest up. */
function bodyAreas(outlines: BodyOutlines, up: Along): Int32Array {
  const areas = new Int32Array(outlines.size[up.axis]);
  forEachVoxel(outlines, up, (at, i) => {
    areas[at]! += outlines.pet[i]! & outlines.ct[i]!;
  });
  return areas;
}

/** Mean SUV of the body in the uppermost slice; null where there is hardly any. */
function meanUptakeAtEnd(pet: Volume<Voxels>, outlines: BodyOutlines, up: Along): number | null {
  const last = outlines.size[up.axis] - 1;
  const [cx, cy] = outlines.size;
  const steps = outlines.spacing.map((mm, i) => Math.round(mm / pet.spacing[i]!));
  let [sum, count] = [0, 0];
  forEachVoxel(outlines, up, (at, i) => {
    if (at !== last || (outlines.pet[i]! & outlines.ct[i]!) === 0) return;
    const x = (i % cx) * steps[0]!;
    const y = (Math.floor(i / cx) % cy) * steps[1]!;
    const z = Math.floor(i / (cx * cy)) * steps[2]!;
    sum += pet.data[x + pet.size[0] * (y + pet.size[1] * z)]!;
    count++;
  });
  return count < fewVoxels ? null : sum / count;
}

const fewVoxels = 20;

/** Shares of the body's slices (along the longest way across) that touch the right and the left edge. */
function sidesCut(outlines: BodyOutlines, left: Along): readonly [number, number] {
  const last = outlines.size[left.axis] - 1;
  const slices = outlines.size[2];
  const plane = outlines.size[0] * outlines.size[1];
  const touched = [new Uint8Array(slices), new Uint8Array(slices), new Uint8Array(slices)] as const;
  forEachVoxel(outlines, left, (at, i) => {
    if ((outlines.pet[i]! & outlines.ct[i]!) === 0) return;
    const slice = Math.floor(i / plane);
    touched[2][slice] = 1;
    if (at === 0) touched[0][slice] = 1;
    if (at === last) touched[1][slice] = 1;
  });
  const [right, leftCount, body] = touched.map((each) => each.reduce((a, b) => a + b, 0));
  return [right! / Math.max(1, body!), leftCount! / Math.max(1, body!)];
}
