import type { Voxels } from '../../array/voxels.js';
import { InputError } from '../../errors.js';
import { readVolume } from '../../image/read/read-volume.js';
import { resampleOnto } from '../../image/resample-onto.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Volume } from '../../image/volume.js';
import type { Log } from '../../log.js';
import { checkSuv } from './check-suv.js';

/** A PET/CT study on one grid, the PET's. */
export interface Study {
  /** SUV, g/ml. */
  readonly pet: Volume<Voxels>;
  /** HU. */
  readonly ct: Volume<Voxels>;
}

/** CT value of air, for places the CT does not reach. */
export const airHu = -1024;

// Arms beside the CT's field of view hold a few per cent of the uptake; more is worth a word.
const expectedUptakeBeside = 0.05;

/**
 * Reads a PET and a CT side by side and brings the CT onto the PET's grid where they differ.
 *
 * @throws InputError when a file cannot be used or the two do not overlap
 */
export async function readStudy(petPath: string, ctPath: string, log: Log): Promise<Study> {
  const tell = (path: string) => (remark: string) => log.warn({ path }, `${path}: ${remark}`);
  const [pet, ct] = await Promise.all([
    readVolume(petPath, tell(petPath)),
    readVolume(ctPath, tell(ctPath)),
  ]);
  const onGrid = ctOnPetGrid(ct, pet, petPath, ctPath, log);
  checkSuv(pet.data, onGrid.data, petPath, log);
  return { pet, ct: onGrid };
}

function ctOnPetGrid(
  ct: Volume<Voxels>,
  pet: Volume<Voxels>,
  petPath: string,
  ctPath: string,
  log: Log,
): Volume<Voxels> {
  if (sameGrid(ct, pet)) return { ...pet, data: ct.data };
  const { volume, coverage } = resampleOnto(ct, pet, airHu);
  if (coverage === 0) {
    throw new InputError(
      `${ctPath} and ${petPath} do not overlap in space. Check that both belong to the same study and that no conversion has lost their position.`,
    );
  }
  const grids = `CT ${describe(ct)}, PET ${describe(pet)}`;
  log.info(
    { ct: geometry(ct), pet: geometry(pet), coverage },
    `CT resampled onto the PET grid (${grids})`,
  );
  const beside = uptakeBeside(pet.data, volume.data);
  if (beside > expectedUptakeBeside) {
    log.warn(
      { beside },
      `The CT does not reach ${Math.round(beside * 100)} % of the PET's uptake; there it is taken as air`,
    );
  }
  return volume;
}

/** Share of the PET's uptake that lies where there is no CT. */
function uptakeBeside(pet: Voxels, ct: Float32Array): number {
  let total = 0;
  let beside = 0;
  for (let i = 0; i < ct.length; i++) {
    total += pet[i]!;
    if (ct[i] === airHu) beside += pet[i]!;
  }
  return total > 0 ? beside / total : 0;
}

function geometry({ size, spacing, origin, direction }: Volume<Voxels>) {
  return { size, spacing, origin, direction };
}

function describe({ size, spacing }: Volume<Voxels>): string {
  return `${size.join(' x ')} at ${spacing.map((mm) => Number(mm.toFixed(3))).join(' x ')} mm`;
}
