import { basename } from 'node:path';
import type { References } from '../../lesions/find-references.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { sumSettings } from '../../nnunet/model/sum-settings.js';
import { version } from '../../version.js';
import type { ToldClicks } from '../clicks/told-of-clicks.js';
import type { Prediction } from '../predict/prediction.js';
import type { InputCheck } from '../study/input-check.js';
import type { OpenStudy } from '../study/open-study.js';
import type { FoundLesions } from './found-lesions.js';
import type { SegmentResult, UsedModel } from './segment-result.js';
import { suvOrigin } from './suv-origin.js';

export interface ResultParts {
  readonly options: {
    readonly pet: string;
    readonly ct: string | null;
    readonly output: string;
    readonly threads: number;
  };
  readonly model: UsedModel;
  readonly prediction: Prediction;
  readonly lesionsDropped: number;
  readonly lesions: FoundLesions;
  readonly references: References;
  readonly inputCheck: InputCheck;
  readonly clicks: ToldClicks | null;
  readonly opened: Pick<OpenStudy, 'scale' | 'dicom' | 'patient'>;
  /** Of each step, and of the whole. */
  readonly seconds: SegmentResult['seconds'];
}

/** Gathers what is told of a study. */
export function makeResult(parts: ResultParts): SegmentResult {
  const { options, model, prediction, seconds } = parts;
  return {
    autopet: version,
    pet: options.pet,
    ct: options.ct,
    output: options.output,
    inputCheck: parts.inputCheck,
    suv: suvOrigin(parts.opened),
    patient: parts.opened.patient,
    clicks: parts.clicks,
    model,
    device: prediction.device,
    precision: prediction.precision,
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
    references: parts.references,
    lesions: { ...parts.lesions, dropped: parts.lesionsDropped },
  };
}

/** What is told of a model; reads weights for their sums, unless model.json lists them. */
export async function usedModel(model: Model): Promise<UsedModel> {
  const sums = await Promise.all(
    model.folds.map(async (fold) => [fold.name, await fold.sha256()] as const),
  );
  const { earlierModel } = model;
  const earlier = earlierModel && (await usedModel(earlierModel));
  const earlierSums = Object.fromEntries(
    Object.entries(earlier?.sha256 ?? {}).map(([name, sum]) => [
      `${earlier!.configuration}/${name}`,
      sum,
    ]),
  );
  return {
    folder: basename(model.folder),
    configuration: model.configuration.name,
    folds: model.folds.map(({ name }) => name),
    lesions: model.lesions.names,
    sha256: { ...Object.fromEntries(sums), settings: await sumSettings(model), ...earlierSums },
  };
}
