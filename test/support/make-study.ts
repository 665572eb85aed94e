import { join } from 'node:path';
import type { Geometry, Volume } from '../../src/image/volume.js';
import { makeVolume } from './make-volume.js';
import { writeMha } from './write-mha.js';

export interface MadeStudy {
  readonly pet: Volume;
  readonly ct: Volume<Int16Array>;
  readonly petPath: string;
  readonly ctPath: string;
}

const size = [12, 10, 14] as const;

/** A body of SUV 1 and 40 HU in air, with one cube of 3 voxels a side at SUV 9; 2 mm voxels. */
export function makeStudy(folder: string, geometry: Partial<Geometry> = {}): MadeStudy {
  const pet = makeVolume({ size, ...geometry });
  const ct = makeVolume<Int16Array>({ size, ...geometry, data: new Int16Array(pet.data.length) });
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      for (let x = 0; x < size[0]; x++, i++) {
        const isBody = [x, y, z].every((n, axis) => n > 0 && n < size[axis]! - 1);
        const isLesion = x >= 3 && x < 6 && y >= 4 && y < 7 && z >= 8 && z < 11;
        pet.data[i] = isLesion ? 9 : isBody ? 1 : 0.01;
        ct.data[i] = isBody ? 40 : -1000;
      }
    }
  }
  const petPath = join(folder, 'pet.mha');
  const ctPath = join(folder, 'ct.mha');
  writeMha(petPath, pet);
  writeMha(ctPath, ct);
  return { pet, ct, petPath, ctPath };
}
