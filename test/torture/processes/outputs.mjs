// What a program has left behind.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { apart } from '../images/geometry.mjs';
import { readImage } from '../images/read-image.mjs';
import { listing } from '../sandbox.mjs';

/** A mask that was written, by this harness's own reader; null where there is none. */
export function maskAt(path) {
  return existsSync(path) ? readImage([[basename(path), readFileSync(path)]]) : null;
}

/** What is wrong with a mask that is there: not whole, elsewhere, of other voxels. */
export function maskFaults(mask, grid, expected, limit = 0.02) {
  if (mask === null) return [{ kind: 'lost', what: 'exit code 0 and no mask' }];
  if (mask.why !== undefined)
    return [{ kind: 'partial', what: `the mask cannot be read: ${mask.why}` }];
  const distance = apart(grid, mask);
  if (!(distance <= limit))
    return [{ kind: 'silent-wrong', what: `the mask lies ${distance} voxels off` }];
  if (expected === null) return [];
  const off = mask.voxels.findIndex((label, i) => label !== expected[i]);
  return off < 0
    ? []
    : [
        {
          kind: 'silent-wrong',
          what: `voxel ${off} of the mask is ${mask.voxels[off]}, not ${expected[off]}`,
        },
      ];
}

/** Watches folders that a program may only read, and the one it may write. */
export function watchFolders(inputs, output) {
  const before = inputs.map(listing);
  return {
    /** @param allowed names in the output folder that may be there now */
    faults(allowed) {
      const faults = [];
      inputs.forEach((folder, i) => {
        if (String(listing(folder)) !== String(before[i]))
          faults.push({ kind: 'escape', what: `${folder} was changed` });
      });
      const strangers = listing(output).filter(
        (line) => !allowed.includes(line.split(' ')[0].replace(/^\//, '')),
      );
      if (strangers.length > 0)
        faults.push({
          kind: 'partial',
          what: `left in the output folder: ${strangers.join(', ')}`,
        });
      return faults;
    },
  };
}
