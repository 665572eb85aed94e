import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Voxels } from '../../../src/array/voxels.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import type { Vec3, Volume } from '../../../src/image/volume.js';
import { indexToWorld } from '../../../src/image/world.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** A small volume as one program wrote it; the others agree on what it is. See make_layouts.py. */
interface Layout {
  readonly name: string;
  readonly files: readonly (readonly [name: string, bytes: number])[];
  readonly sha256: string;
  readonly corners: readonly number[];
}

const folder = temporaryFolder();
const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const layouts = JSON.parse(fixture('layouts.json').toString()) as Layout[];
const blob = gunzipSync(fixture('layouts.bin.gz'));
const paths = unpack();
// Half a voxel's width is 350 times as much.
const toleranceMm = 1e-3;

function unpack(): string[] {
  let at = 0;
  return layouts.map(({ files }, i) => {
    const beside = join(folder, String(i));
    mkdirSync(beside);
    for (const [name, bytes] of files) {
      writeFileSync(join(beside, name), blob.subarray(at, at + bytes));
      at += bytes;
    }
    return join(beside, files[0]![0]);
  });
}

/** What is wrong with a volume; null if nothing. */
function faultOf(volume: Volume<Voxels>, layout: Layout): string | null {
  const values = Float32Array.from(volume.data);
  const found = createHash('sha256').update(values).digest('hex').slice(0, 16);
  if (found !== layout.sha256) return `voxels ${values.slice(0, 8).join(' ')} ...`;
  const [x, y, z] = volume.size;
  if (`${x},${y},${z}` !== '5,4,3') return `size ${volume.size}`;
  const ends: Vec3[] = [
    [0, 0, 0],
    [x - 1, 0, 0],
    [0, y - 1, 0],
    [0, 0, z - 1],
  ];
  const world = ends.flatMap((index) => [...indexToWorld(volume, index)]);
  const isPlaced = world.every((mm, i) => Math.abs(mm - layout.corners[i]!) <= toleranceMm);
  return isPlaced ? null : `corners ${world} instead of ${layout.corners}`;
}

async function read(i: number): Promise<string | null> {
  const layout = layouts[i]!;
  try {
    const fault = faultOf(await readVolume(paths[i]!), layout);
    return fault && `${layout.name}: ${fault}`;
  } catch (error) {
    return `${layout.name}: ${(error as Error).message}`;
  }
}

test('there are some hundred layouts of each program', () => {
  for (const writer of ['SimpleITK', 'nibabel', 'pynrrd']) {
    const count = layouts.filter(({ name }) => name.startsWith(writer)).length;
    expect(count).toBeGreaterThanOrEqual(100);
  }
});

describe.each(['SimpleITK', 'nibabel', 'pynrrd', 'MetaImage'])('layouts by %s', (writer) => {
  test('read to the same voxels at the same places', async () => {
    const wanted = layouts.flatMap(({ name }, i) => (name.startsWith(writer) ? [i] : []));
    const faults: string[] = [];
    const next = async (): Promise<void> => {
      for (let i = wanted.pop(); i !== undefined; i = wanted.pop()) {
        const fault = await read(i);
        if (fault !== null) faults.push(fault);
      }
    };
    await Promise.all([next(), next(), next()]);
    expect(faults).toEqual([]);
  });
});
