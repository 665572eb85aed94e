import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { InputError } from '../../../src/errors.js';
import type {
  IntensityProperties,
  NormalizationScheme,
} from '../../../src/nnunet/model/normalization-scheme.js';
import { normalise, toNormalised } from '../../../src/segment/preprocess/normalise.js';

/** Made by make_references.py with nnU-Net 2.8.1, in float32. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/normalise.json', import.meta.url), 'utf8'),
) as {
  title: string;
  scheme: NormalizationScheme;
  properties: IntensityProperties;
  data: number[];
  inside: number[] | null;
  expected: number[];
}[];

const unused: IntensityProperties = { mean: 0, std: 1, percentile_00_5: 0, percentile_99_5: 0 };

describe('normalise against nnU-Net', () => {
  test.each(references)('$title', ({ scheme, properties, data, inside, expected }) => {
    const image = Float32Array.from(data);
    const mask = inside && Uint8Array.from(inside);
    const { data: normalised } = normalise(image, scheme, properties, mask);
    if (scheme === 'ZScoreNormalization') {
      // nnU-Net takes mean and standard deviation in float32.
      expect(normalised).toHaveLength(expected.length);
      for (const [i, value] of expected.entries()) expect(normalised[i]).toBeCloseTo(value, 5);
    } else {
      expect(normalised).toEqual(Float32Array.from(expected));
    }
    expect(image).toEqual(Float32Array.from(data));
  });
});

describe('normalise', () => {
  const images = fc
    .array(fc.float({ min: -2000, max: 5000, noNaN: true }), { minLength: 1, maxLength: 50 })
    .map((values) => Float32Array.from(values));
  const schemes = fc.constantFrom<NormalizationScheme>(
    'CTNormalization',
    'ZScoreNormalization',
    'NoNormalization',
    'RescaleTo01Normalization',
  );

  test('returns the mapping that it applied', () => {
    const ct = {
      mean: 107.777,
      std: 286.173,
      percentile_00_5: -831.948,
      percentile_99_5: 1127.519,
    };
    fc.assert(
      fc.property(images, schemes, (image, scheme) => {
        const { data, intensity } = normalise(image, scheme, ct);
        const scale = Math.max(...data.map(Math.abs), 1);
        for (const [i, value] of image.entries()) {
          const error = Math.abs(toNormalised(intensity, value) - data[i]!);
          // Float32 rounding of the difference, divided by the standard deviation, and of the result.
          expect(error).toBeLessThanOrEqual(2 ** -23 * scale);
        }
      }),
    );
  });

  test('gives a z-score mean 0 and standard deviation 1, within the mask only', () => {
    const image = Float32Array.from({ length: 1000 }, (_, i) =>
      i % 3 === 0 ? 0 : Math.sin(i) * 9 + 40,
    );
    const inside = Uint8Array.from(image, (value) => (value === 0 ? 0 : 1));
    const { data } = normalise(image, 'ZScoreNormalization', unused, inside);
    const values = [...data].filter((_, i) => inside[i] === 1);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0, 5);
    expect(variance).toBeCloseTo(1, 5);
    expect(data.every((value, i) => inside[i] === 1 || value === 0)).toBe(true);
  });

  test('leaves an image alone of which nothing is inside the mask', () => {
    const image = new Float32Array(8);
    const { data } = normalise(image, 'ZScoreNormalization', unused, new Uint8Array(8));
    expect(data).toEqual(new Float32Array(8));
  });

  test('does not lose small values beside large ones in its statistics', () => {
    // In float32 adding 1 to 2^24 changes nothing.
    const image = new Float32Array(2 ** 12).fill(1);
    image[0] = 2 ** 24;
    const { intensity } = normalise(image, 'ZScoreNormalization', unused);
    expect(intensity.mean).toBe(Math.fround((2 ** 24 + 2 ** 12 - 1) / 2 ** 12));
  });

  test('goes on past the pieces it works in, of integers too', () => {
    const image = Int16Array.from({ length: 2 ** 16 + 3 }, (_, i) => i % 1000);
    const { data } = normalise(image, 'NoNormalization', unused);
    expect(data).toEqual(Float32Array.from(image));
  });

  test.each([[-1], [256]])('refuses %d as 8-bit colour', (value) => {
    const attempt = () => normalise(Float32Array.of(0, value, 255), 'RGBTo01Normalization', unused);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(String(value));
  });
});
