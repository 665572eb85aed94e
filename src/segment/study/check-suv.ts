import { InputError } from '../../errors.js';
import type { Log } from '../../log.js';
import { bodyHu } from './body.js';

// The hottest bladders reach about 300 g/ml; Bq/ml and raw counts are far beyond.
const absurdMaximum = 1000;
// Median over the body of real FDG studies: about 0.4 to 1.5 g/ml.
const plausibleMedian = [0.05, 10] as const;

/**
 * Checks that the PET looks like SUV. Whatever else it is in, the mask would be wrong.
 *
 * @param pet, ct voxels on the same grid, SUV (g/ml) and HU
 * @throws InputError when the PET holds no uptake at all
 */
export function checkSuv(
  pet: ArrayLike<number>,
  ct: ArrayLike<number>,
  petPath: string,
  log: Log,
): void {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < pet.length; i++) max = Math.max(max, pet[i]!);
  if (max <= 0) {
    throw new InputError(
      `${petPath} is empty: no voxel has any uptake (maximum ${max}). Check the SUV conversion.`,
    );
  }
  const median = medianInBody(pet, ct);
  const [low, high] = plausibleMedian;
  const isOdd = median !== null && (median < low || median > high);
  if (max <= absurdMaximum && !isOdd) return;
  const values = `maximum ${max.toPrecision(4)}, median in the body ${median?.toPrecision(3) ?? 'unknown'}`;
  log.warn(
    { max, median },
    `${petPath} does not look like SUV in g/ml (${values}). ${likelyCause(max, median)} The mask may be wrong.`,
  );
}

function likelyCause(max: number, median: number | null): string {
  if (max > absurdMaximum || (median ?? 0) > plausibleMedian[1]) {
    return 'It may be in Bq/ml: divide by injected dose over body weight.';
  }
  return 'It may have been scaled to another range or divided by the dose twice.';
}

/** Median over voxels denser than air; every few voxels are enough. Null when the CT shows no body. */
function medianInBody(pet: ArrayLike<number>, ct: ArrayLike<number>): number | null {
  const step = Math.max(1, Math.floor(pet.length / 1_000_003));
  const values: number[] = [];
  for (let i = 0; i < pet.length; i += step) if (ct[i]! > bodyHu) values.push(pet[i]!);
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}
