import { basename } from 'node:path';
import { connectedComponents } from '../../array/connected-components.js';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import { totalVolumeOf } from '../../lesions/total-volume.js';
import { uptakeOf } from '../../lesions/uptake.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { version } from '../../version.js';
import type { Prediction } from '../predict/prediction.js';
import type { InputCheck } from '../study/input-check.js';
import type { SegmentResult, UsedModel } from './segment-result.js';

export interface ResultParts {
  readonly options: {
    readonly pet: string;
    readonly ct: string;
    readonly output: string;
    readonly threads: number;
  };
  readonly model: UsedModel;
  readonly prediction: Prediction;
  readonly lesionsDropped: number;
  readonly mask: Volume<Uint8Array>;
  readonly pet: Volume<Voxels>;
  readonly inputCheck: InputCheck;
  /** Of each step, and of the whole. */
  readonly seconds: SegmentResult['seconds'];
}

/** Gathers what is told of a study. */
export function makeResult(parts: ResultParts): SegmentResult {
  const { options, model, prediction, mask, pet, seconds } = parts;
  const [x, y, z] = mask.size;
  const lesions = connectedComponents(mask.data, [z, y, x], 18);
  const { tlg, suvMax } = uptakeOf(lesions, pet.data, mask.spacing);
  return {
    autopet: version,
    pet: options.pet,
    ct: options.ct,
    output: options.output,
    inputCheck: parts.inputCheck,
    model,
    device: prediction.device,
    threads: options.threads,
    sessions: prediction.sessions,
    tiles: { run: prediction.tiles, skipped: prediction.tilesSkipped },
    passes: {
      done: prediction.passes.map(({ fold, mirrorAxes }) => ({
        fold: model.folds[fold]!,
        mirrorAxes,
      })),
      planned: prediction.passesPlanned,
      possible: prediction.passesPossible,
    },
    seconds,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    lesions: {
      count: lesions.count,
      tmtvMl: totalVolumeOf(lesions, mask.spacing),
      tlg,
      suvMax,
      dropped: parts.lesionsDropped,
    },
  };
}

/** What is told of a model; reads weights for their sums, unless model.json lists them. */
export async function usedModel(model: Model): Promise<UsedModel> {
  const sums = await Promise.all(
    model.folds.map(async (fold) => [fold.name, await fold.sha256()] as const),
  );
  return {
    folder: basename(model.folder),
    configuration: model.configuration.name,
    folds: model.folds.map(({ name }) => name),
    sha256: Object.fromEntries(sums),
  };
}
