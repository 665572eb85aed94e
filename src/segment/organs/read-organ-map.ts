import { stat } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { readVolume } from '../../image/read/read-volume.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Geometry } from '../../image/volume.js';
import type { Organ, OrganMap } from '../../lesions/organ-map.js';
import { saysLesion } from '../../nnunet/model/says-lesion.js';
import { organNamesPath } from './organ-names-path.js';
import { readOrganNames } from './read-organ-names.js';

/** A map of organs, and what its labels are called. */
export interface OrganFiles {
  readonly organs: string;
  /** Null for the file beside it. */
  readonly organNames: string | null;
}

// As many as a mask of labels has.
const mostLabel = 255;

/**
 * Reads a map of organs that lies on the PET's grid, as `segment --organs` writes one. Labels that are called lesions are no organs.
 *
 * @param onRemark hears what is odd about the image and read all the same
 * @throws InputError when a file cannot be read, the map lies on another grid, holds no whole numbers, or a label without a name
 */
export async function readOrganMap(
  { organs: path, organNames }: OrganFiles,
  pet: Geometry,
  onRemark?: (remark: string) => void,
): Promise<OrganMap> {
  const named = await readOrganNames(organNames ?? (await namesBeside(path)));
  const map = await readVolume(path, onRemark);
  if (!sameGrid(map, pet)) {
    throw new InputError(
      `${path} does not lie on the PET's grid: ${map.size.join(' x ')} voxels of ${map.spacing.join(' x ')} mm, or elsewhere; the PET has ${pet.size.join(' x ')} of ${pet.spacing.join(' x ')} mm. Resample it onto the PET's grid, to the nearest voxel.`,
    );
  }
  const labels = Uint8Array.from(map.data);
  const wrong = map.data.findIndex((value, i) => value !== labels[i]);
  if (wrong >= 0) {
    throw new InputError(
      `${path} holds the value ${map.data[wrong]}. Expected whole numbers from 0 to ${mostLabel}, an organ's each.`,
    );
  }
  refuseUnnamed(path, labels, named);
  return { labels, organs: named.filter(({ name }) => !saysLesion(name)) };
}

async function namesBeside(path: string): Promise<string> {
  const beside = organNamesPath(path);
  const isThere = await stat(beside).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isThere) return beside;
  throw new InputError(
    `What the labels of ${path} are called is not known: there is no ${beside}, which autopet segment --organs writes. Give their names with --organ-names: a JSON file such as {"5": "liver", "52": "aorta"}, or the model's dataset.json.`,
  );
}

function refuseUnnamed(path: string, labels: Uint8Array, named: readonly Organ[]): void {
  const isThere = new Uint8Array(mostLabel + 1);
  for (const value of labels) isThere[value] = 1;
  const unnamed = [...isThere.keys()].filter(
    (label) => label > 0 && isThere[label] === 1 && named.every(({ value }) => value !== label),
  );
  if (unnamed.length === 0) return;
  throw new InputError(
    `${path} holds labels without a name: ${unnamed.join(', ')}. Expected each to be one of ${named.map(({ value, name }) => `${value} (${name})`).join(', ')}: is it the map of another model?`,
  );
}
