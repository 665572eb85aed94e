import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Voxels } from '../../../../src/array/voxels.js';
import type { Volume } from '../../../../src/image/volume.js';
import { makeVolume } from '../../../support/make-volume.js';
import { writeMha } from '../../../support/write-mha.js';

/** Folders to evaluate. */
export interface MadeFolders {
  readonly predictions: string;
  readonly references: string;
  readonly pet: string;
  readonly subsets: string;
}

const size = [40, 30, 50] as const;

/** A box of voxels: corner and sides, x,y,z. */
type Box = readonly [x: number, y: number, z: number, dx: number, dy: number, dz: number];

/** Cases of two lesions and a PET: found, half found, missed, empty, invented, and without a mask. */
export const madeCases: Readonly<
  Record<string, { reference: readonly Box[]; prediction: readonly Box[] | null; group: string }>
> = {
  exact: { reference: [lesion(5), lesion(20)], prediction: [lesion(5), lesion(20)], group: 'FDG' },
  half: { reference: [lesion(5), lesion(20)], prediction: [lesion(6)], group: 'FDG' },
  missed: { reference: [lesion(12)], prediction: [], group: 'PSMA' },
  empty: { reference: [], prediction: [], group: 'PSMA' },
  invented: { reference: [], prediction: [lesion(8)], group: 'PSMA' },
  'none <i>&"\'': { reference: [lesion(9)], prediction: null, group: 'a<b' },
};

function lesion(x: number): Box {
  return [x, 10, 20, 6, 6, 6];
}

/** Writes masks, PETs and a table of groups for {@link madeCases}, and a prediction of no case. */
export function makeFolders(root: string): MadeFolders {
  const folders = {
    predictions: join(root, 'predictions'),
    references: join(root, 'references'),
    pet: join(root, 'pet'),
    subsets: join(root, 'subsets.csv'),
  };
  for (const folder of [folders.predictions, folders.references, folders.pet]) {
    mkdirSync(folder, { recursive: true });
  }
  const rows = Object.entries(madeCases).map(([name, { reference, prediction, group }]) => {
    const path = (folder: string): string => join(folder, `${name}.mha`);
    writeMha(path(folders.references), maskOf(reference));
    writeMha(path(folders.pet), petOf(reference));
    if (prediction !== null) writeMha(path(folders.predictions), maskOf(prediction));
    return `"${name.replaceAll('"', '""')}",${group}`;
  });
  writeMha(join(folders.predictions, 'stray.mha'), maskOf([]));
  writeFileSync(folders.subsets, ['case,tracer', ...rows, ''].join('\n'));
  return folders;
}

export function maskOf(boxes: readonly Box[]): Volume<Uint8Array> {
  const mask = makeVolume<Uint8Array>({ size, data: new Uint8Array(40 * 30 * 50) });
  for (const box of boxes) fill(mask, box, 1);
  return mask;
}

/** A body of SUV 2 with lesions of SUV 9. */
function petOf(boxes: readonly Box[]): Volume {
  const pet = makeVolume({ size });
  fill(pet, [4, 4, 4, 32, 22, 42], 2);
  for (const box of boxes) fill(pet, box, 9);
  return pet;
}

function fill({ data }: Volume<Voxels>, [x0, y0, z0, dx, dy, dz]: Box, value: number): void {
  for (let z = z0; z < z0 + dz; z++) {
    for (let y = y0; y < y0 + dy; y++) {
      const start = (z * size[1] + y) * size[0] + x0;
      data.fill(value, start, start + dx);
    }
  }
}
