import type { Voxels } from '../../array/voxels.js';
import type { Geometry, Volume } from '../../image/volume.js';
import { airHu } from '../air-hu.js';
import type { JudgedSeries } from '../choose/judge-series.js';
import { readStack } from '../read/read-stack.js';
import { stackSlices } from '../read/stack-slices.js';
import type { SourceSeries } from '../source-series.js';
import { sourceOf } from './source-of.js';

/** A series of which no voxel has been read yet. */
export interface OpenSeries {
  /** What the series is called: first digits of the SHA-256 of its UID. */
  readonly id: string;
  readonly geometry: Geometry;
  readonly source: SourceSeries;
  /** What is odd and is read all the same, in whole sentences. */
  readonly remarks: readonly string[];
  /** @throws InputError when a file is damaged, or its pixels are of a kind that is not read */
  read(): Promise<Volume<Voxels>>;
}

/**
 * Makes sure that a CT series is one volume; its voxels are HU.
 *
 * @throws InputError when it is none
 */
export async function openCt({ found }: JudgedSeries): Promise<OpenSeries> {
  const stack = await stackSlices(found.slices, `The CT (series ${found.id})`);
  const isLossy = found.slices.some(({ pixels }) => pixels!.isLossy);
  return {
    id: found.id,
    geometry: stack.geometry,
    source: sourceOf(stack),
    remarks: [...stack.remarks, ...(isLossy ? [lossyRemark] : [])],
    read: () =>
      readStack(stack, {
        scaleOf: (k) => stack.slices[k]!.pixels!,
        empty: airHu,
        keepWhole: true,
      }),
  };
}

/** Of a series that was compressed with a loss. */
export const lossyRemark =
  'It was once compressed with a loss (LossyImageCompression, 0028,2110): its values are not those of the scanner.';
