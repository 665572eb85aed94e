import type { Voxels } from '../../array/voxels.js';
import { InputError } from '../../errors.js';
import { type Volume, voxelCount } from '../../image/volume.js';
import { frameReader, nameOf } from './frame-reader.js';
import { shiftSlice } from './shift-slice.js';
import type { SliceHeader } from './slice-header.js';
import type { Stack } from './stack-slices.js';
import { storedSamples } from './stored-samples.js';

/** How a slice's stored numbers become values. */
export interface Scale {
  readonly slope: number;
  readonly intercept: number;
}

/** How a stack becomes a volume. */
export interface StackReading {
  /** Of each slice, by its place in the stack. */
  readonly scaleOf: (k: number) => Scale;
  /** What stands where there is padding, or nothing. */
  readonly empty: number;
  /** Whether whole values are kept in 16 bits. */
  readonly keepWhole: boolean;
}

/**
 * Reads the voxels of a stack: value = stored × slope + intercept of each slice, in double precision and rounded once.
 *
 * @returns int16 where that is asked for and every value is whole and fits, else float32
 * @throws InputError when a file is damaged, or its pixels are of a kind that is not read
 */
export async function readStack(stack: Stack, reading: StackReading): Promise<Volume<Voxels>> {
  for (const slice of stack.slices) checkPixels(slice);
  const { geometry, shifts } = stack;
  const count = voxelCount(geometry.size);
  const isWhole =
    reading.keepWhole && shifts === null && stack.slices.every((_, k) => whole(reading.scaleOf(k)));
  if (isWhole) {
    const data = new Int16Array(new SharedArrayBuffer(2 * count));
    if (await fill(data, stack, reading)) return { ...geometry, data };
  }
  const data = new Float32Array(new SharedArrayBuffer(4 * count));
  await fill(data, stack, reading);
  return { ...geometry, data };
}

function whole({ slope, intercept }: Scale): boolean {
  return Number.isInteger(slope) && Number.isInteger(intercept);
}

/** @returns whether every value fits */
async function fill(
  data: Float32Array | Int16Array,
  { slices, geometry, shifts }: Stack,
  { scaleOf, empty }: StackReading,
): Promise<boolean> {
  const read = frameReader();
  const size = geometry.size[0] * geometry.size[1];
  for (const [k, slice] of slices.entries()) {
    const stored = storedSamples(await read(slice), slice.pixels!);
    const into = data.subarray(k * size, (k + 1) * size);
    scale(stored, into, scaleOf(k), slice.pixels!.padding, empty);
    if (data instanceof Int16Array && !fits(stored, scaleOf(k), slice.pixels!.padding))
      return false;
    if (shifts !== null) shiftSlice(into as Float32Array, geometry.size[0], shifts[k]!, empty);
  }
  return true;
}

function scale(
  stored: ArrayLike<number>,
  into: Float32Array | Int16Array,
  { slope, intercept }: Scale,
  padding: readonly [number, number] | null,
  empty: number,
): void {
  if (padding === null) {
    for (let i = 0; i < into.length; i++) into[i] = stored[i]! * slope + intercept;
    return;
  }
  const [from, to] = padding;
  for (let i = 0; i < into.length; i++) {
    const value = stored[i]!;
    into[i] = value >= from && value <= to ? empty : value * slope + intercept;
  }
}

function fits(
  stored: ArrayLike<number>,
  { slope, intercept }: Scale,
  padding: readonly [number, number] | null,
): boolean {
  const [from, to] = padding ?? [1, 0];
  let [least, most] = [0, 0];
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i]!;
    if (value >= from && value <= to) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const ends = [least * slope + intercept, most * slope + intercept];
  return Math.min(...ends) >= -32768 && Math.max(...ends) <= 32767;
}

function checkPixels(slice: SliceHeader): void {
  const { samples, bitsAllocated, bitsStored, highBit, hasLookup } = slice.pixels!;
  const refuse = (found: string, expected: string): never => {
    throw new InputError(
      `The file of ${nameOf(slice)} has ${found}. Expected ${expected}: export the series again.`,
    );
  };
  if (samples !== 1) refuse(`${samples} samples a pixel`, 'one, of grey');
  if (![8, 16, 32].includes(bitsAllocated)) refuse(`${bitsAllocated} bits a sample`, '8, 16 or 32');
  if (bitsStored < 1 || highBit >= bitsAllocated || highBit + 1 < bitsStored) {
    refuse(
      `${bitsStored} bits up to bit ${highBit} of ${bitsAllocated}`,
      'stored bits that lie within those allocated',
    );
  }
  if (hasLookup) refuse('a look-up table for its values', 'a slope and an intercept');
}
