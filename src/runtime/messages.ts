import type { Device } from './device.js';
import type { NetworkSource } from './network-source.js';

/** What an inference thread asks of its worker; `id` comes back with the answer. `end` has none. */
export type Request =
  | { readonly verb: 'end' }
  | ({ readonly id: number } & (
      | { readonly verb: 'load'; readonly network: NetworkSource; readonly options: SessionOptions }
      | { readonly verb: 'run'; readonly tile: Float32Array; readonly pass: TilePass }
    ));

/** What the worker answers. */
export type Answer = { readonly id: number } & (
  | { readonly value: NetworkShape | Float32Array }
  | { readonly error: string }
);

/** How one session is set up. */
export interface SessionOptions {
  readonly device: Device;
  readonly threads: number;
}

/** Static tensor shapes, `[1,c,(z,)y,x]`. */
export interface NetworkShape {
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** Of the second output, `organs`: a logit per class on a grid that may be coarser; absent where there is none. */
  readonly organs?: readonly number[];
}

/** How one tile goes through the network. */
export interface TilePass {
  /** Spatial axes (0 = first after the channel) along which the tile is mirrored, and its answer back. */
  readonly mirrorAxes: readonly number[];
  /** Answer with the difference of two channels (second minus first) instead of both. */
  readonly difference: boolean;
  /** Behind the logits also answer, as numbers, which class of `organs` each voxel of its grid is; not of a mirrored tile. */
  readonly organs?: boolean;
}
