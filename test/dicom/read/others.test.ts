import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Voxels } from '../../../src/array/voxels.js';
import { findImages } from '../../../src/dicom/open/find-images.js';
import { openCt } from '../../../src/dicom/open/open-ct.js';
import { openPet } from '../../../src/dicom/open/open-pet.js';
import type { Geometry, Volume } from '../../../src/image/volume.js';
import { nothingSaid } from '../../support/nothing-said.js';

// Made by ../make_fixtures.py.
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const expected: Readonly<Record<string, Geometry & { readonly float32: string }>> = JSON.parse(
  readFileSync(`${fixtures}expected.json`, 'utf8'),
);
const names = readdirSync(fixtures)
  .filter((name) => name.endsWith('.zip'))
  .map((name) => name.slice(0, -4));
const any = { petSeries: null, ctSeries: null, frame: null, demand: 'any' } as const;

test.each(names)('%s is what pydicom and SimpleITK read', async (name) => {
  const images = await findImages(`${fixtures}${name}.zip`, any);
  const { float32, ...geometry } = expected[layoutOf(name)]!;
  let volume: Volume<Voxels>;
  let factor = 1;
  if (images.pet === null) volume = await (await openCt(images.ct!)).read();
  else {
    const pet = await openPet(images.pet, null, nothingSaid);
    factor = pet.suv.factors[0]!;
    expect(factor).toBeCloseTo((70_000 / 370e6) * 2 ** (3600 / 6586.2), 12);
    volume = await pet.read();
  }
  await images.close();
  const { data, ...found } = volume;
  expect(found.size).toEqual(geometry.size);
  for (const key of ['spacing', 'origin', 'direction'] as const) {
    geometry[key].forEach((value, i) => {
      expect(Math.abs(found[key][i]! - value)).toBeLessThan(1e-5);
    });
  }
  const bytes = Buffer.from(float32, 'base64');
  const theirs = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const worst = theirs.reduce(
    (most, value, i) =>
      Math.max(most, Math.abs(data[i]! - value * factor) / Math.max(1, value * factor)),
    0,
  );
  expect(data).toHaveLength(theirs.length);
  expect(worst).toBeLessThan(factor === 1 ? Number.MIN_VALUE : 1e-6);
});

/** `oblique-signed_jpeg-ls` is a layout of slices in a transfer syntax. */
function layoutOf(name: string): string {
  return name === 'pet-enhanced' ? 'pet' : name.split('_')[0]!;
}
