import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BuildUnetOptions } from '../../../../src/nnunet/network/build-unet.js';
import { parseArchitecture } from '../../../../src/nnunet/network/parse-architecture.js';

interface Description {
  configuration: Record<string, unknown>;
  inputChannels: number;
  outputChannels: number;
  patchSize: number[];
  weights: Record<string, number[]>;
}

export interface Fixture extends Omit<BuildUnetOptions, 'weights'> {
  configuration: Record<string, unknown>;
  weights: Map<string, { shape: readonly number[]; read(): Promise<Float32Array> }>;
  /** What PyTorch was given, [1,c,...patchSize], and what it returned, [1,k,...patchSize]. */
  input: Float32Array;
  logits: Float32Array;
}

/** A network of make_fixtures.py, ready for buildUnet. */
export function readFixture(name: string): Fixture {
  const path = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  const description = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Description;
  const { configuration, inputChannels, outputChannels, patchSize } = description;
  const bytes = readFileSync(`${path}.bin`);
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  let offset = 0;
  const next = (shape: readonly number[]) => {
    const length = shape.reduce((a, b) => a * b, 1);
    offset += length;
    return values.slice(offset - length, offset);
  };
  const weights = new Map(
    Object.entries(description.weights).map(([key, shape]) => {
      const tensor = next(shape);
      return [key, { shape, read: async () => tensor }];
    }),
  );
  return {
    configuration,
    architecture: parseArchitecture(configuration),
    inputChannels,
    outputChannels,
    patchSize,
    weights,
    differenceHead: false,
    half: false,
    input: next([1, inputChannels, ...patchSize]),
    logits: next([1, outputChannels, ...patchSize]),
  };
}
