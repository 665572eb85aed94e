import { type Components, connectedComponents } from '../../array/connected-components.js';
import { type Volume, voxelMillilitres } from '../../image/volume.js';
import { refineLesions } from '../../lesions/refine-lesions.js';
import {
  parseSuvThreshold,
  type SuvThreshold,
  type ThresholdRule,
} from '../../lesions/suv-threshold.js';
import type { Log } from '../../log.js';
import type { Study } from '../study/read-study.js';

/** What a threshold of SUV has done to the lesions of a mask. */
export interface Refinement {
  /** As it was asked for. */
  readonly suvThreshold: SuvThreshold;
  /** g/ml; null for a share of each lesion's SUVmax, and without a liver. */
  readonly suv: number | null;
  /** Why nothing was refined; null where it was. */
  readonly notApplied: string | null;
  /** Lesions of which no voxel was left. */
  readonly lesionsGone: number;
  readonly mlGone: number;
}

/** A mask and its lesions, 18-connected. */
export interface MaskOfLesions {
  readonly mask: Volume<Uint8Array>;
  readonly components: Components;
}

interface Refined extends MaskOfLesions {
  readonly refinement: Refinement | null;
}

/**
 * Refines lesions by a threshold of SUV. Where it is the liver's and there is no liver they stay as they are, with a warning.
 *
 * @param suvThreshold null for none
 * @param liverSuv PERCIST's threshold, g/ml; null without a liver
 */
export function refineMask(
  given: MaskOfLesions,
  { pet }: Study,
  suvThreshold: SuvThreshold | null,
  liverSuv: number | null,
  log: Log,
): Refined {
  if (suvThreshold === null) return { ...given, refinement: null };
  const asked = parseSuvThreshold(suvThreshold)!;
  const rule = asked.kind === 'liver' ? ruleOfLiver(liverSuv) : asked;
  if (rule === null) {
    const notApplied = 'no liver was found';
    log.warn({ suvThreshold }, `Lesions are not refined by the liver: ${notApplied}.`);
    const nothing = { suv: null, notApplied, lesionsGone: 0, mlGone: 0 };
    return { ...given, refinement: { suvThreshold, ...nothing } };
  }
  const { mask: data, voxelsGone, lesionsGone } = refineLesions(given.components, pet.data, rule);
  const [width, height, depth] = pet.size;
  return {
    mask: { ...given.mask, data },
    components: connectedComponents(data, [depth, height, width], 18),
    refinement: {
      suvThreshold,
      suv: rule.kind === 'suv' ? rule.suv : null,
      notApplied: null,
      lesionsGone,
      mlGone: voxelsGone * voxelMillilitres(pet.spacing),
    },
  };
}

function ruleOfLiver(suv: number | null): Extract<ThresholdRule, { kind: 'suv' }> | null {
  return suv === null ? null : { kind: 'suv', suv };
}
