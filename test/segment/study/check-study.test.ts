import fc from 'fast-check';
import type { Voxels } from '../../../src/array/voxels.js';
import { resampleOnto } from '../../../src/image/resample-onto.js';
import { sameGrid } from '../../../src/image/same-grid.js';
import type { Volume } from '../../../src/image/volume.js';
import { checkStudy } from '../../../src/segment/study/check-study.js';
import type { InputCheck } from '../../../src/segment/study/input-check.js';
import { type SuvScale, storedSuv } from '../../../src/suv/suv-scale.js';
import { makePatient } from '../../support/make-patient.js';
import { makeVolume } from '../../support/make-volume.js';

const { pet, ct } = makePatient();
const depends = { pet: true, ct: true };
const outsideCt = -1024;

function check(
  a: Volume<Voxels>,
  b: Volume<Voxels>,
  dependence = depends,
  scale = storedSuv,
): InputCheck {
  const ctOnPetGrid = sameGrid(a, b) ? b.data : resampleOnto(b, a, outsideCt).volume.data;
  return checkStudy({ pet: a, ct: b, ctOnPetGrid, outsideCt, scale }, dependence);
}

function mapped<T extends Voxels>(volume: Volume<T>, to: (value: number) => number): Volume {
  return { ...volume, data: Float32Array.from(volume.data, to) };
}

/** The part of a volume from slice `from` to `to`, where it was. */
function slices(volume: Volume, from: number, to: number): Volume {
  const plane = volume.size[0] * volume.size[1];
  const [x, y, z] = volume.origin;
  return {
    ...volume,
    size: [volume.size[0], volume.size[1], to - from],
    origin: [x, y, z + from * volume.spacing[2]],
    data: volume.data.slice(from * plane, to * plane),
  };
}

function codes({ findings }: InputCheck): string[] {
  return findings.map(({ code, severity }) => `${code} ${severity}`);
}

test('a usual study is trusted; that the legs go on is only noted', () => {
  const found = check(pet, ct);
  expect(found.verdict).toBe('ok');
  expect(codes(found)).toEqual(['legs-cut note']);
});

test('every finding says what was measured, what was expected and what to do', () => {
  const [found] = check(
    mapped(pet, (suv) => suv * 5000),
    ct,
  ).findings;
  expect(found).toEqual({
    code: 'pet-scale',
    image: 'PET',
    severity: 'refuse',
    measured: expect.stringMatching(
      /^the lower quartile in soft tissue is \d{4} \(median \d{4}, of fat \d{4}\), values run from [\d.]+ to \d+$/,
    ),
    expected: 'SUV in g/ml: a lower quartile in soft tissue of 0.13 to 1',
    advice: expect.stringMatching(/^It seems to be in Bq\/ml\./),
  });
});

describe('images that no model can use are refused, whatever it depends on', () => {
  const mask = { ...pet, data: Uint8Array.from(pet.data, (suv) => (suv > 5 ? 1 : 0)) };
  // Of small lesions most voxels have another neighbour.
  const dots = { ...pet, data: Float32Array.from(pet.data, (_, i) => (i % 97 === 50 ? 3.7 : 0)) };
  test.each([
    ['PET and CT swapped', ct, pet, 'swapped'],
    ['a PET given twice', pet, pet, 'same-image'],
    ['a CT given twice', ct, ct, 'same-image'],
    ['another CT as PET', mapped(ct, (hu) => hu + 3), ct, 'pet-is-ct'],
    ['another PET as CT', pet, mapped(pet, (suv) => suv * 2), 'ct-is-pet'],
    ['a mask as PET', mask, ct, 'pet-is-mask'],
    ['a mask as CT', pet, mask, 'ct-is-mask'],
    ['a mask of dots as PET', dots, ct, 'pet-is-mask'],
    ['a mask of dots as CT', pet, dots, 'ct-is-mask'],
    ['an empty PET', mapped(pet, () => 0), ct, 'pet-empty'],
    ['an empty CT', pet, mapped(ct, () => 0), 'ct-empty'],
  ])('%s', (_, a, b, code) => {
    const found = check(a, b, { pet: false, ct: false });
    expect(found.verdict).toBe('refuse');
    expect(codes(found)[0]).toBe(`${code} refuse`);
  });
});

describe('a PET in another unit', () => {
  const highest = pet.data.reduce((a, b) => Math.max(a, b));
  test.each([
    ['kBq/ml', (suv: number) => suv * 4.5, /kBq\/ml/],
    ['Bq/ml', (suv: number) => suv * 4500, /in Bq\/ml/],
    ['stored values', (suv: number) => Math.round(suv * 1600), /stored values/],
    ['per cent', (suv: number) => (100 * suv) / highest, /per cent/],
    ['a share', (suv: number) => suv / highest, /0 to 1/],
    ['divided twice', (suv: number) => suv / 10, /divided by the dose twice/],
    ['normalised', (suv: number) => (suv - 1) / 2, /normalised/],
  ])('%s', (_, to, cause) => {
    const other = mapped(pet, to);
    const found = check(other, ct);
    expect(codes(found)[0]).toBe('pet-scale refuse');
    expect(found.findings[0]!.advice).toMatch(cause);
    const cancelled = check(other, ct, { pet: false, ct: true });
    expect(cancelled.verdict).toBe('warn');
    expect(codes(cancelled)[0]).toBe('pet-scale warn');
  });

  test('one that no body is sure to have or not to have is warned of', () => {
    expect(
      codes(
        check(
          mapped(pet, (suv) => suv * 2.4),
          ct,
        ),
      )[0],
    ).toBe('pet-scale-unusual warn');
  });

  test('one whose soft tissue is too hot by its median is refused, unless fat is as it should be', () => {
    const times = (factor: number, hot: number) =>
      mapped(pet, (suv) => (suv > 0.45 ? hot : factor) * suv);
    expect(codes(check(times(3, 3), ct))[0]).toBe('pet-scale refuse');
    expect(codes(check(times(1.4, 3), ct))[0]).toBe('pet-scale-unusual warn');
  });

  test('one of which much is below zero is refused, whatever is left of it in soft tissue', () => {
    const centred = mapped(pet, (suv) => (suv < 0.1 ? suv - 0.3 : suv));
    expect(codes(check(centred, ct))[0]).toBe('pet-scale refuse');
    const noisy = mapped(pet, (suv) => (suv < 0.1 ? suv - 0.05 : suv));
    expect(check(noisy, ct).verdict).toBe('ok');
  });

  test('one whose highest value is 100 may be in per cent', () => {
    const [found] = check(
      mapped(pet, (suv) => Math.min(100, suv === highest ? 100 : suv)),
      ct,
    ).findings;
    expect(found).toMatchObject({
      code: 'pet-scale-unusual',
      severity: 'warn',
      advice: expect.stringMatching(/per cent/),
    });
  });

  test('a single voxel of thousands is warned of', () => {
    const data = pet.data.slice();
    data[data.findIndex((suv) => suv > 15)] = 4000;
    expect(codes(check({ ...pet, data }, ct))).toContain('pet-hot-voxel warn');
  });
});

describe('a PET that is turned into SUV by a scale', () => {
  const kbq: SuvScale = { ...storedSuv, unit: 'kbqml', factor: 1 / 4.5, from: { unit: 'option' } };
  const stored = mapped(pet, (suv) => suv * 4.5);

  test('is judged by its SUV', () => {
    expect(codes(check(stored, ct, depends, kbq))).toEqual(codes(check(pet, ct)));
  });

  test('is a mask or a CT all the same', () => {
    const mask = { ...pet, data: Uint8Array.from(pet.data, (suv) => (suv > 5 ? 1 : 0)) };
    expect(codes(check(mask, ct, depends, kbq))[0]).toBe('pet-is-mask refuse');
    expect(codes(check(ct, pet, depends, kbq))[0]).toBe('swapped refuse');
  });

  test.each([
    ['SUV', pet, kbq, 'suv'],
    ['Bq/ml', mapped(pet, (suv) => suv * 4500), kbq, 'bqml'],
    ['kBq/ml', stored, { ...kbq, unit: 'bqml', factor: 1 / 4500 } satisfies SuvScale, 'kbqml'],
  ])(
    'whose values are %s, whatever is said, is refused with what they look like',
    (name, image, scale, unit) => {
      const [found] = check(image, ct, depends, scale).findings;
      expect(found).toMatchObject({
        code: 'pet-scale',
        severity: 'refuse',
        measured: expect.stringMatching(/ as SUV, values run from [-\d.]+ to [\d.]+ k?Bq\/ml$/),
        advice: `The stored values would be usual ones in ${name}: say --pet-unit ${unit} if they are.`,
      });
    },
  );

  test('that is wrong in any unit may have a wrong weight, dose or time', () => {
    const [found] = check(
      mapped(stored, (value) => value * 30),
      ct,
      depends,
      kbq,
    ).findings;
    expect(found).toMatchObject({
      code: 'pet-scale',
      advice: 'Check its unit, the weight, the injected activity and the times.',
    });
  });

  test('has its brain told by SUV', () => {
    const cut = (image: Volume): Volume => slices(image, 0, 60);
    const cutCodes = codes(check(cut(pet), cut(ct)));
    expect(cutCodes).toContain('head-cut warn');
    expect(codes(check(cut(stored), cut(ct), depends, kbq))).toEqual(cutCodes);
  });
});

describe('a CT that is not in HU', () => {
  const to8Bits = (hu: number): number =>
    Math.round(Math.min(255, Math.max(0, ((hu + 160) / 400) * 255)));
  test.each([
    ['an offset of 1024', (hu: number) => Math.max(0, hu + 1024), /offset of 1024/],
    ['8 bits of a window', to8Bits, /8 bits/],
    ['a window in HU', (hu: number) => Math.min(240, Math.max(-160, hu)), /display window/],
    ['0 to 1', (hu: number) => Math.min(1, Math.max(0, (hu + 1000) / 2000)), /0 to 1/],
  ])('%s', (_, to, cause) => {
    const other = mapped(ct, to);
    const found = check(pet, other);
    expect(codes(found)[0]).toBe('ct-scale refuse');
    expect(found.findings[0]!.advice).toMatch(cause);
    expect(codes(check(pet, other, { pet: true, ct: false }))[0]).toBe('ct-scale warn');
  });
});

describe('padding is left out', () => {
  const isBody = Array.from(ct.data, (hu) => hu > -950);
  const padded = (volume: Volume, value: number): Volume => ({
    ...volume,
    data: volume.data.map((v, i) => (isBody[i] ? v : value)),
  });
  test.each([0, -2000, -3024])('a CT that is %s outside of the body', (value) => {
    expect(codes(check(pet, padded(ct, value)))).toEqual(['legs-cut note']);
  });
  test('a CT and a PET cropped to what is not zero', () => {
    expect(codes(check(padded(pet, 0), padded(ct, 0)))).toEqual(['legs-cut note']);
  });
});

describe('where the body lies', () => {
  test('PET and CT apart', () => {
    const moved = { ...ct, origin: [72, 0, 0] as const };
    expect(codes(check(pet, moved))).toContain('misaligned warn');
  });
  test('a PET upside down', () => {
    const [nx, ny, nz] = pet.size;
    const plane = nx * ny;
    const data = new Float32Array(pet.data.length);
    for (let z = 0; z < nz; z++) {
      data.set(pet.data.subarray(z * plane, (z + 1) * plane), (nz - 1 - z) * plane);
    }
    expect(codes(check({ ...pet, data }, ct))).toContain('misaligned warn');
  });
  test('a field of view that ends in mid-brain', () => {
    expect(codes(check(slices(pet, 0, 60), slices(ct, 0, 60)))).toContain('head-cut warn');
  });
  test('the same study stored feet up', () => {
    const turned = (volume: Volume): Volume => ({
      ...volume,
      direction: [-1, 0, 0, 0, 1, 0, 0, 0, -1],
      data: volume.data.slice(),
    });
    const upsideDown = [turned(slices(pet, 0, 60)), turned(slices(ct, 0, 60))] as const;
    // Now the brain is at the lower end: where the field ends, the thighs are.
    expect(codes(check(...upsideDown))).not.toContain('head-cut warn');
  });
  test('one side alone', () => {
    const half = (volume: Volume): Volume => {
      const width = volume.size[0] / 2;
      const rows = volume.data.length / volume.size[0];
      const data = new Float32Array(rows * width);
      for (let row = 0; row < rows; row++) {
        const from = row * volume.size[0];
        data.set(volume.data.subarray(from, from + width), row * width);
      }
      return { ...volume, size: [width, volume.size[1], volume.size[2]], data };
    };
    const found = check(half(pet), half(ct)).findings.find(({ code }) => code === 'one-sided');
    expect(found?.measured).toMatch(/^the left edge/);
  });
  test('a CT of the chest alone', () => {
    expect(codes(check(pet, slices(ct, 30, 46)))).toContain('overlap warn');
  });
});

test('parts of a body, of more or less uptake, are never refused', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 57 }),
      fc.integer({ min: 8, max: 67 }),
      fc.double({ min: 0.7, max: 1.4, noNaN: true }),
      (from, length, factor) => {
        const to = Math.min(67, from + length);
        const part = slices(
          mapped(pet, (suv) => suv * factor),
          from,
          to,
        );
        expect(check(part, slices(ct, from, to)).verdict).not.toBe('refuse');
      },
    ),
    { numRuns: 15 },
  );
});

test('of a few voxels nothing can be told', () => {
  const tiny = makeVolume({ size: [8, 8, 8], data: new Float32Array(512).fill(7000) });
  const air = makeVolume({ size: [8, 8, 8], data: new Float32Array(512).fill(3) });
  expect(codes(check(tiny, air))).toEqual(['too-small note']);
});
