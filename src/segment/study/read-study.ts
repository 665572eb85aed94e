import type { Voxels } from '../../array/voxels.js';
import { airHu } from '../../dicom/air-hu.js';
import { InputError } from '../../errors.js';
import { resampleOnto } from '../../image/resample-onto.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Volume } from '../../image/volume.js';
import type { Log } from '../../log.js';
import { checkFacts } from './check-facts.js';
import { checkPetAlone, checkStudy } from './check-study.js';
import { type InputCheck, type ModelDemands, withFindings } from './input-check.js';
import type { OpenStudy } from './open-study.js';
import { tellScale } from './tell-scale.js';
import { toSuv } from './to-suv.js';

/** A PET, and a CT if there is one, on one grid, the PET's. */
export interface Study {
  /** SUV, g/ml. */
  readonly pet: Volume<Voxels>;
  /** HU; null without a CT. */
  readonly ct: Volume<Voxels> | null;
}

/** A study as read, and whether it can be trusted. */
export interface ReadStudy extends Study {
  readonly inputCheck: InputCheck;
}

/**
 * Reads the voxels of a PET and a CT, if there is one, side by side, brings the CT onto the PET's grid where they differ, looks at both,
 * and turns a PET in another unit into SUV.
 *
 * @param demands what the model asks of a study
 * @throws InputError when a file cannot be used or the two do not overlap
 */
export async function readStudy(
  study: OpenStudy,
  log: Log,
  demands: ModelDemands = { pet: true, ct: true, tracers: [] },
): Promise<ReadStudy> {
  const [pet, ct] = await Promise.all([study.pet.read(log), study.ct?.read(log) ?? null]);
  const onGrid = ct && ctOnPetGrid(ct, pet, study, log);
  const { scale } = study;
  const check =
    ct === null || onGrid === null
      ? checkPetAlone({ pet, scale }, demands)
      : checkStudy({ pet, ct, ctOnPetGrid: onGrid.data, outsideCt: airHu, scale }, demands);
  const inputCheck = withFindings(check, checkFacts(study, demands));
  tellScale(scale, log);
  return { pet: toSuv(pet, scale.factor), ct: onGrid, inputCheck };
}

function ctOnPetGrid(
  ct: Volume<Voxels>,
  pet: Volume<Voxels>,
  paths: OpenStudy,
  log: Log,
): Volume<Voxels> {
  if (sameGrid(ct, pet)) return { ...pet, data: ct.data };
  const { volume, coverage } = resampleOnto(ct, pet, airHu);
  if (coverage === 0) {
    throw new InputError(
      `${paths.ct!.path} and ${paths.pet.path} do not overlap in space. Check that both belong to the same study and that no conversion has lost their position.`,
    );
  }
  const grids = `CT ${describe(ct)}, PET ${describe(pet)}`;
  log.info(
    { ct: geometry(ct), pet: geometry(pet), coverage },
    `CT resampled onto the PET grid (${grids})`,
  );
  return volume;
}

function geometry({ size, spacing, origin, direction }: Volume<Voxels>) {
  return { size, spacing, origin, direction };
}

function describe({ size, spacing }: Volume<Voxels>): string {
  return `${size.join(' x ')} at ${spacing.map((mm) => Number(mm.toFixed(3))).join(' x ')} mm`;
}
