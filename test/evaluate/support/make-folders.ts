import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Vec3, Volume } from '../../../src/image/volume.js';
import { makeVolume } from '../../support/make-volume.js';
import { writeMha } from '../../support/write-mha.js';
import { writeNifti } from '../../support/write-nifti.js';

/** Masks of one row of 8 voxels of 1 ml, lesion where the text has a `#`, by case. */
export type Masks = Readonly<Record<string, string>>;

const geometry = { size: [8, 1, 1] as Vec3, spacing: [10, 10, 10] as Vec3 };

/** Writes masks into a folder, as .mha or as .nii.gz by turns, and returns the folder. */
export function makeMasks(folder: string, masks: Masks, endings = ['mha', 'nii.gz']): string {
  mkdirSync(folder, { recursive: true });
  for (const [index, [name, text]] of Object.entries(masks).entries()) {
    const labels = [...text].map((mark) => Number(mark === '#'));
    const ending = endings[index % endings.length];
    const path = join(folder, `${name}.${ending}`);
    if (ending === 'mha') writeMha(path, volumeOf(Uint8Array.from(labels)));
    else writeNifti(path, volumeOf(Int16Array.from(labels)));
  }
  return folder;
}

/** Writes a PET into a folder: 1 to 8 g/ml from the first voxel to the last. */
export function makePets(folder: string, names: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    writeMha(join(folder, `${name}.mha`), volumeOf(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8)));
  }
  return folder;
}

function volumeOf<T extends Float32Array | Uint8Array | Int16Array>(data: T): Volume<T> {
  return makeVolume<T>({ ...geometry, data });
}
