import { statfs } from 'node:fs/promises';
import type { Log } from '../../log.js';

// Masks of whole bodies, compressed, take 0.001 to 0.01 bytes a voxel; a report some 10 KB; DICOM objects some MB.
const bytesPerVoxel = 0.02;
const bytesOfReport = 32 * 1024;
const bytesOfObjects = 8 * 2 ** 20;

/**
 * Says how much disk the results will take at most, and warns where there is less.
 *
 * @param voxels of each study
 */
export async function tellDisk(
  output: string,
  voxels: Float64Array,
  withObjects: boolean,
  log: Log,
): Promise<void> {
  const each = bytesOfReport + (withObjects ? bytesOfObjects : 0);
  const needed = voxels.reduce((sum, ofStudy) => sum + ofStudy * bytesPerVoxel + each, 0);
  const { bavail, bsize } = await statfs(output);
  const free = bavail * bsize;
  const figures = `about ${gigabytes(needed)} for results, ${gigabytes(free)} free in ${output}`;
  const fields = { needed_bytes: Math.round(needed), free_bytes: free };
  if (free < needed)
    log.warn(fields, `${figures}: that will not do. Free some, or choose another place.`);
  else log.info(fields, figures);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
