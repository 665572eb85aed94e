import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Voxels } from '../../../src/array/voxels.js';
import { listFiles } from '../../../src/dicom/file/list-files.js';
import { groupSeries } from '../../../src/dicom/read/group-series.js';
import { readHeaders } from '../../../src/dicom/read/read-headers.js';
import { readStack } from '../../../src/dicom/read/read-stack.js';
import { stackSlices } from '../../../src/dicom/read/stack-slices.js';
import type { Volume } from '../../../src/image/volume.js';
import { indexToWorld } from '../../../src/image/world.js';
import { type SeriesSpec, writeSeries } from '../../support/dicom-series.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import type { Syntax } from '../../support/write-dicom.js';

const folder = temporaryFolder();
let made = 0;

/** Writes a series and reads it as a volume. */
async function readBack(spec: SeriesSpec, keepWhole = true): Promise<Volume<Voxels>> {
  const here = join(folder, `series${made++}`);
  writeSeries(here, spec);
  const headers = await Promise.all((await listFiles(here)).map(readHeaders));
  const [series] = groupSeries(
    headers.flatMap((each) => (each === null || each === 'damaged' ? [] : each)),
  )[0]!.series;
  const stack = await stackSlices(series!.slices, 'The series');
  const scaleOf = (k: number) => stack.slices[k]!.pixels!;
  const volume = await readStack(stack, { scaleOf, empty: -1024, keepWhole });
  rmSync(here, { recursive: true });
  return volume;
}

const size = [5, 4, 6] as const;
// Whole, of both signs, each voxel its own, within 12 bits.
const stored = (x: number, y: number, z: number): number => (x + 5 * (y + 4 * z)) * 17 - 900;

const quarterTurns = [
  { along: [1, 0, 0], down: [0, 1, 0] },
  { along: [-1, 0, 0], down: [0, 1, 0] },
  { along: [1, 0, 0], down: [0, 0, -1] },
  { along: [0, 1, 0], down: [0, 0, -1] },
  { along: [0.8, 0.6, 0], down: [-0.48, 0.64, 0.6] },
] as const;

const layouts = fc.record({
  syntax: fc.constantFrom<Syntax>('implicit', 'explicit', 'deflated', 'bigEndian', 'rle'),
  plane: fc.constantFrom(...quarterTurns),
  bits: fc.constantFrom(
    { allocated: 16, stored: 16, high: 15, signed: true } as const,
    { allocated: 16, stored: 12, high: 11, signed: true } as const,
    { allocated: 16, stored: 12, high: 15, signed: true } as const,
    { allocated: 16, stored: 13, high: 13, signed: true } as const,
  ),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
  slopes: fc.array(fc.constantFrom(1, 0.5, 2.25, 3), { minLength: 6, maxLength: 6 }),
  intercept: fc.constantFrom(0, -1024, 7.5),
  spacing: fc.constantFrom([2, 2, 3] as const, [0.9765625, 1.5, 0.625] as const),
  origin: fc.constantFrom([0, 0, 0] as const, [-123.25, 88.5, -1700.125] as const),
});

test('one volume, many layouts: the same voxels at the same places', async () => {
  await fc.assert(
    fc.asyncProperty(layouts, async ({ plane, order, slopes, ...layout }) => {
      const volume = await readBack({
        ...layout,
        ...plane,
        modality: 'CT',
        size,
        stored,
        slope: (z) => slopes[z]!,
        name: (z) => `${'a/'.repeat(z % 3)}${order[z]}`,
      });
      expect(volume.size).toEqual(size);
      const normal = [
        plane.along[1] * plane.down[2] - plane.along[2] * plane.down[1],
        plane.along[2] * plane.down[0] - plane.along[0] * plane.down[2],
        plane.along[0] * plane.down[1] - plane.along[1] * plane.down[0],
      ];
      const [expected, misplaced] = [new Float32Array(volume.data.length), new Set<string>()];
      for (let z = 0, i = 0; z < 6; z++) {
        for (let y = 0; y < 4; y++) {
          for (let x = 0; x < 5; x++, i++) {
            expected[i] = stored(x, y, z) * slopes[z]! + layout.intercept;
            const [dx, dy, dz] = layout.spacing;
            const found = indexToWorld(volume, [x, y, z]);
            layout.origin.forEach((mm, a) => {
              const place =
                mm + plane.along[a]! * x * dx + plane.down[a]! * y * dy + normal[a]! * z * dz;
              if (!(Math.abs(found[a]! - place) < 1e-5)) misplaced.add(`${x},${y},${z}`);
            });
          }
        }
      }
      expect(Float32Array.from(volume.data)).toEqual(expected);
      expect([...misplaced]).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test.each([
  [{ allocated: 8, stored: 8, high: 7, signed: false } as const, 255, 255],
  [{ allocated: 16, stored: 16, high: 15, signed: false } as const, 65535, 65535],
  [{ allocated: 16, stored: 12, high: 11, signed: false } as const, 4095, 4095],
  [{ allocated: 16, stored: 12, high: 11, signed: true } as const, 2048, -2048],
  [{ allocated: 16, stored: 10, high: 12, signed: true } as const, 1023, -1],
])('%j: %i is %i', async (bits, written, read) => {
  const volume = await readBack({ modality: 'CT', size, stored: () => written, bits });
  expect(volume.data[7]).toBe(read);
});

test('bits beside the stored ones are left out', async () => {
  const overlay = new Uint8Array(40).fill(0xff);
  const pixels = new DataView(overlay.buffer);
  for (let i = 0; i < 20; i++) pixels.setUint16(2 * i, 0xf000 | (i * 3), true);
  const { data } = await readBack({
    modality: 'CT',
    size,
    stored,
    bits: { allocated: 16, stored: 12, high: 11, signed: false },
    more: () => [['7fe00010', 'OW', overlay]],
  });
  expect([...data.subarray(0, 20)]).toEqual(Array.from({ length: 20 }, (_, i) => i * 3));
});

test('whole values stay in 16 bits as long as all fit', async () => {
  const ct = { modality: 'CT', size, stored, intercept: -1024 } as const;
  expect((await readBack(ct)).data).toBeInstanceOf(Int16Array);
  expect((await readBack({ ...ct, slope: () => 1.5 })).data).toBeInstanceOf(Float32Array);
  const beyond = await readBack({ ...ct, stored: (x) => (x === 4 ? -32000 : 0) });
  expect(beyond.data).toBeInstanceOf(Float32Array);
  expect(Math.min(...beyond.data)).toBe(-33024);
});

test('padding is air, with a range or without', async () => {
  const ct = { modality: 'CT', size, intercept: -1000 } as const;
  const one = await readBack({
    ...ct,
    stored: (x) => (x === 0 ? -2000 : x),
    more: () => [['00280120', 'SS', -2000]],
  });
  expect([...one.data.subarray(0, 5)]).toEqual([-1024, -999, -998, -997, -996]);
  const range = await readBack({
    ...ct,
    stored: (x) => x,
    more: () => [
      ['00280120', 'SS', 1],
      ['00280121', 'SS', 2],
    ],
  });
  expect([...range.data.subarray(0, 5)]).toEqual([-1000, -1024, -1024, -997, -996]);
});

test('a tilted gantry: slices come to lie above each other', async () => {
  // A bar that runs straight up, seen by slices of which each begins 1.5 mm further down than the one below.
  const tilt = 1.5;
  const volume = await readBack({
    modality: 'CT',
    size: [7, 21, 9],
    spacing: [2, 2, 3],
    stored: (_, y, z) => 1000 - 10 * Math.abs(2 * y + tilt * (z - 4) - 20),
    more: (z) => [['00200032', 'DS', `0\\${tilt * z}\\${3 * z}`]],
  });
  expect(volume.direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(volume.origin[1]).toBeCloseTo(tilt * 4, 9);
  for (let z = 0; z < 9; z++) {
    // Along the flanks the bar is linear, so that interpolation is exact.
    for (const y of [6, 7, 13, 14]) {
      expect(volume.data[3 + 7 * (y + 21 * z)]).toBeCloseTo(1000 - 10 * Math.abs(2 * y - 20), 3);
    }
  }
});

describe('what is no volume is refused', () => {
  const ct: SeriesSpec = { modality: 'CT', size, stored };
  const at = (places: readonly string[]): SeriesSpec => ({
    ...ct,
    more: (z) => [['00200032', 'DS', `0\\0\\${places[z]}`]],
  });
  const refusal = async (spec: SeriesSpec): Promise<string> =>
    readBack(spec).then(
      () => 'it was read',
      (error: Error) => error.message,
    );

  test('missing slices, with their place', async () => {
    expect(await refusal(at(['0', '3', '6', '12', '15', '18']))).toContain(
      'lacks 1 slice(s) between 6 mm and 12 mm',
    );
    expect(await refusal(at(['0', '3', '6', '15', '18', '21']))).toContain('lacks 2 slice(s)');
  });

  test('uneven slices', async () => {
    expect(await refusal(at(['0', '3', '6', '10', '13', '16']))).toContain('4 mm apart');
    expect(await refusal(at(['0', '3.2', '6.4', '9.6', '12.8', '16']))).toBe('it was read');
    // As tables move between two positions of a real scanner.
    expect(await refusal(at(['0', '3.27', '6.54', '9.73', '13', '16.27']))).toBe('it was read');
    // Each step is near the usual one, but their sum is not.
    const drift = ['0', '3', '6', '9', '12.28', '15.56'];
    expect(await refusal(at(drift))).toBe('it was read');
    const long = Array.from({ length: 14 }, (_, k) => String(k < 7 ? 3 * k : 18 + 3.29 * (k - 6)));
    expect(await refusal({ ...at(long), size: [5, 4, 14] })).toContain('from its place');
  });

  test('slices at one place that differ, but not those that are the same', async () => {
    const places = ['0', '3', '6', '9', '12', '12'];
    expect(await refusal(at(places))).toContain('several slices at one place that differ');
    const same = {
      ...at(places),
      stored: (x: number, y: number, z: number) => stored(x, y, Math.min(z, 4)),
    };
    expect(await refusal(same)).toBe('it was read');
    expect((await readBack(same)).size).toEqual([5, 4, 5]);
  });

  test('slices beside each other', async () => {
    const jumping: SeriesSpec = {
      ...ct,
      more: (z) => [['00200032', 'DS', `${z === 3 ? 40 : 0}\\0\\${3 * z}`]],
    };
    expect(await refusal(jumping)).toContain('lie beside each other');
  });

  test('files that end early, look-up tables, colours, odd bits', async () => {
    const short = { ...ct, more: () => [['7fe00010', 'OW', new Uint8Array(30)] as const] };
    expect(await refusal(short)).toContain('ends before its 4 x 5 pixels do');
    const table = {
      ...ct,
      more: () => [['00283000', 'SQ', [[['00283002', 'US', [2, 0, 16]]]]] as const],
    };
    expect(await refusal(table)).toContain('look-up table');
    const colour = { ...ct, more: () => [['00280002', 'US', 3] as const] };
    expect(await refusal(colour)).toContain('3 samples a pixel');
    const odd = { ...ct, more: () => [['00280102', 'US', 16] as const] };
    expect(await refusal(odd)).toContain('up to bit 16 of 16');
  });
});
