import type { Shape } from '../array/grid.js';
import type { KnownModel } from '../nnunet/known/known-models.js';
import { recogniseModel } from '../nnunet/known/recognise-model.js';
import { cascadeMembers } from '../nnunet/model/cascade-members.js';
import type { ChannelRole } from '../nnunet/model/channels.js';
import { loadModel, type Model } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { memoryLimit } from '../process/memory-limit.js';
import { lendFreshEngine } from '../runtime/lend-engine.js';
import { estimateMemory } from './memory/estimate-memory.js';
import { fitSessionsAhead } from './memory/fit-sessions.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmenterSchema } from './options/options-schema.js';
import type { SegmenterOptions } from './options/segment-options.js';
import { computeNewShape } from './preprocess/compute-new-shape.js';
import { mirrorPasses } from './sliding-window/mirror-passes.js';
import { planTiling } from './sliding-window/tiling.js';

/** What is to be known of a model before it is used. */
export interface ModelTrial {
  readonly folder: string;
  /** Null for none that is known. */
  readonly known: KnownModel | null;
  readonly configuration: string;
  readonly nnunetVersion: 1 | 2;
  readonly folds: readonly string[];
  readonly channels: readonly ChannelRole[];
  /** Labels that are measured, and the others. */
  readonly lesions: readonly string[];
  readonly organs: readonly string[];
  readonly device: string;
  /** Of one tile, once it is warm. */
  readonly secondsPerTile: number;
  /** Of a whole body, all tiles. */
  readonly tiles: number;
  /** Mirrors times folds, as nnU-Net does. */
  readonly passes: number;
  /** Of the network for a whole body: one pass, and as nnU-Net does. In a cascade those of the last network. */
  readonly seconds: { readonly onePass: number; readonly full: number };
  /** Of a whole body, at its peak; an estimate. */
  readonly memoryMb: number;
  /** What this process may take. */
  readonly memoryLimitMb: number;
}

/** The median FDG study of the autoPET challenge: 326 slices of 400 x 400. */
const wholeBody = { shape: [326, 400, 400], spacing: [3, 2.0364, 2.0364] } as const;
const triedTiles = 2;

/**
 * Loads a model, runs tiles of zeros with its first fold, and tells what a whole body will take here.
 *
 * @throws ModelError when it cannot be used; DeviceError, ResourceError, InterruptedError, OptionError
 */
export async function tryModel(given: SegmenterOptions): Promise<ModelTrial> {
  const options = normaliseOptions(segmenterSchema, given);
  const { threads, precision, log } = options;
  return interruptible(options.signal, async () => {
    const model = await loadModel(options.model, options);
    const share = { threads, sessions: fitSessionsAhead(model, threads, precision) };
    const run = await lendFreshEngine(async (engine) => {
      const { device, sessions } = await engine.load(model.folds[0]!, options, share, log);
      const seconds = await timeTiles(model, (tile) =>
        engine.run(tile, { mirrorAxes: [], difference: false }),
      );
      return { device, sessions, seconds };
    });
    const tiles = tilesOf(model);
    const passes = mirrorPasses(model.mirrorAxes).length * model.folds.length;
    // Sessions side by side take a tile each.
    const onePass = (tiles * run.seconds) / run.sessions;
    return {
      folder: model.folder,
      known: recogniseModel(model),
      configuration: model.configuration.name,
      nnunetVersion: model.configuration.nnunetVersion,
      folds: model.folds.map(({ name }) => name),
      channels: model.channels,
      lesions: model.lesions.names,
      organs: (model.organClasses?.organs ?? model.lesions.others).map(({ name }) => name),
      device: run.device,
      secondsPerTile: run.seconds,
      tiles,
      passes,
      seconds: { onePass, full: passes * onePass },
      memoryMb: memoryOf(model, run.sessions, options),
      memoryLimitMb: Math.round(memoryLimit() / 1e6),
    };
  });
}

/** The first tile is warm: loading ran one. */
async function timeTiles(
  { channels, configuration, dataset }: Model,
  run: (tile: Float32Array<ArrayBuffer>) => Promise<unknown>,
): Promise<number> {
  const labels = configuration.earlierConfiguration === null ? 0 : dataset.foregroundLabels.length;
  const voxels = configuration.patchSize.reduce((a, b) => a * b, 1);
  const start = performance.now();
  for (let i = 0; i < triedTiles; i++) {
    await run(new Float32Array((channels.length + labels) * voxels));
  }
  return (performance.now() - start) / 1000 / triedTiles;
}

function tilesOf({ configuration, plans }: Model): number {
  const [a, b, c] = plans.transposeForward;
  const inOrder = (values: readonly [number, number, number]): Shape => [
    values[a],
    values[b],
    values[c],
  ];
  const spacing = inOrder(wholeBody.spacing);
  const { spacing: wanted } = configuration;
  const target = (wanted.length === 3 ? wanted : [spacing[0], ...wanted]) as unknown as Shape;
  const shape = computeNewShape(inOrder(wholeBody.shape), spacing, target);
  return planTiling(shape, configuration.patchSize, 0.5).tiles.length;
}

function memoryOf(
  model: Model,
  sessions: number,
  target: Parameters<typeof estimateMemory>[2],
): number {
  const [z, y, x] = wholeBody.shape;
  const voxels = z * y * x;
  const [dz, dy, dx] = wholeBody.spacing;
  const images = model.channels.includes('CT') ? 2 : 1;
  const study = {
    voxels,
    spacing: [dx, dy, dz] as const,
    fileBytes: { pet: 4 * voxels, ct: images === 2 ? 2 * voxels : 0 },
    storedBytes: 4 * images * voxels,
  };
  const peaks = cascadeMembers(model).flatMap((network) =>
    Object.values(estimateMemory(study, network, target, sessions)),
  );
  return Math.round(Math.max(...peaks) / 1e6);
}
