import { basename } from 'node:path';
import type { Voxels } from '../../array/voxels.js';
import { sha256 } from '../../files/sha256.js';
import { type Volume, voxelMillilitres } from '../../image/volume.js';
import { lesionSummary } from '../../lesions/lesion-summary.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { version } from '../../version.js';
import type { Prediction } from '../predict/prediction.js';

/** What `--report` writes: what was done, with what, how long it took, and what was found. */
export interface Report {
  readonly autopet: string;
  readonly pet: string;
  readonly ct: string;
  readonly output: string;
  readonly model: {
    readonly folder: string;
    readonly configuration: string;
    readonly folds: readonly string[];
    /** Of each fold's weights, by fold name. */
    readonly sha256: Readonly<Record<string, string>>;
  };
  readonly device: string;
  readonly threads: number;
  /** How many sessions shared the threads, each with a tile of its own. */
  readonly sessions: number;
  readonly tiles: { readonly run: number; readonly skipped: number };
  readonly passes: {
    readonly done: readonly { readonly fold: string; readonly mirror_axes: readonly number[] }[];
    /** What the time limit was thought to leave time for. */
    readonly planned: number;
    /** All folds, mirrored all ways. */
    readonly possible: number;
  };
  /** Seconds of each step, and of the whole. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly peak_rss_mb: number;
  readonly lesions: {
    readonly count: number;
    /** Total metabolic tumour volume, ml. */
    readonly tmtv_ml: number;
    /** Total lesion glycolysis, g. */
    readonly tlg: number;
    /** g/ml; null without lesions. */
    readonly suv_max: number | null;
    /** Lesions that the model's `lesion_certainty` dropped; they count for nothing above. */
    readonly dropped: number;
  };
}

export interface ReportParts {
  readonly options: { readonly pet: string; readonly ct: string; readonly output: string };
  readonly model: Report['model'];
  readonly prediction: Prediction;
  readonly lesionsDropped: number;
  readonly threads: number;
  readonly mask: Volume<Uint8Array>;
  readonly pet: Volume<Voxels>;
  /** Of each step, and of the whole. */
  readonly seconds: Report['seconds'];
}

/** Gathers a study's report. */
export function makeReport(parts: ReportParts): Report {
  const { options, model, prediction, threads, mask, pet, seconds } = parts;
  const [x, y, z] = mask.size;
  const found = lesionSummary(mask.data, pet.data, [z, y, x], voxelMillilitres(mask.spacing));
  return {
    autopet: version,
    pet: options.pet,
    ct: options.ct,
    output: options.output,
    model,
    device: prediction.device,
    threads,
    sessions: prediction.sessions,
    tiles: { run: prediction.tiles, skipped: prediction.tilesSkipped },
    passes: {
      done: prediction.passes.map(({ fold, mirrorAxes }) => ({
        fold: model.folds[fold]!,
        mirror_axes: mirrorAxes,
      })),
      planned: prediction.passesPlanned,
      possible: prediction.passesPossible,
    },
    seconds,
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    lesions: {
      count: found.lesions,
      tmtv_ml: found.tmtvMl,
      tlg: found.tlg,
      suv_max: found.suvMax,
      dropped: parts.lesionsDropped,
    },
  };
}

/** What reports say of a model; reads the weights for their sums. */
export async function reportedModel(model: Model): Promise<Report['model']> {
  const sums = await Promise.all(
    model.folds.map(async ({ name, path }) => [name, await sha256(path)] as const),
  );
  return {
    folder: basename(model.folder),
    configuration: model.configuration.name,
    folds: model.folds.map(({ name }) => name),
    sha256: Object.fromEntries(sums),
  };
}
