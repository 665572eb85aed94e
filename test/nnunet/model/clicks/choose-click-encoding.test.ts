import { ModelError } from '../../../../src/errors.js';
import {
  type ClickHints,
  chooseClickEncoding,
} from '../../../../src/nnunet/model/clicks/choose-click-encoding.js';
import { clickPresets } from '../../../../src/nnunet/model/clicks/click-encoding.js';
import { clicksJsonSchema } from '../../../../src/nnunet/model/clicks/clicks-json.js';

const nothing: ClickHints = { told: null, semantics: [], trainer: null, maximum: null };
const name = (hints: Partial<ClickHints>) => chooseClickEncoding({ ...nothing, ...hints }).name;

describe('which encoding a folder means', () => {
  test('model.json goes first, then channel_semantics, the trainer, the statistics', () => {
    const all: ClickHints = {
      told: clickPresets['autopet-iv'],
      semantics: ['CT', 'PET_SUV', 'tumor_scribble_guidance_clippedEDT'],
      trainer: 'autopetTrainerInteractiveClickGen10ptsRatio80_20EDT2',
      maximum: 1,
    };
    expect(name(all)).toBe('autopet-iv');
    expect(name({ ...all, told: null })).toBe('msdsn-v');
    expect(name({ ...all, told: null, semantics: ['CT'] })).toBe('lesionlocator');
    expect(name({ maximum: all.maximum })).toBe('autopet-v');
  });

  test.each([
    ['autopetTrainerInteractiveClickGen10ptsRatio80_20EDT2_2000ep', 'lesionlocator'],
    ['nnUNetTrainer_InteractiveV2_negfp', 'msdsn-v'],
  ])('%s', (trainer, expected) => expect(name({ trainer })).toBe(expected));

  test.each([
    [1, 'autopet-v'],
    [0.51, 'autopet-v'],
    [0.0191, 'autopet-iv'],
  ])('statistics up to %p', (maximum, expected) => expect(name({ maximum })).toBe(expected));

  test.each([
    {},
    { maximum: 0 },
    { maximum: 0.2 },
    { maximum: 0.05 },
    { trainer: 'nnUNetTrainer' },
    { trainer: 'autopetTrainerInteractiveClickGen10ptsRatio80_20EDT20' },
  ])('%j is refused with the choices', (hints) => {
    expect(() => name(hints)).toThrow(ModelError);
    expect(() => name(hints)).toThrow('"autopet-iv", "autopet-v", "lesionlocator", "msdsn-v"');
  });

  test('the reason is told', () => {
    const { reason } = chooseClickEncoding({ ...nothing, maximum: 0.0191 });
    expect(reason).toBe("the plans' statistics of that channel go up to 0.0191");
  });
});

describe('clicks of model.json', () => {
  test('a preset by name', () => {
    expect(clicksJsonSchema.parse('lesionlocator')).toEqual(clickPresets.lesionlocator);
  });

  test('a preset and what is otherwise', () => {
    expect(clicksJsonSchema.parse({ preset: 'lesionlocator', crop_offset: 'fixed' })).toEqual({
      ...clickPresets.lesionlocator,
      cropOffset: 'fixed',
    });
  });

  test('an encoding of its own', () => {
    expect(clicksJsonSchema.parse({ grid: 'image', shape: 'cone', size: 40, unit: 'mm' })).toEqual({
      grid: 'image',
      shape: 'cone',
      size: 40,
      unit: 'mm',
      combine: 'max',
      peak: 'one',
      mapping: 'centre-half-up',
      cropOffset: 'fixed',
      cropBox: 'all',
      previous: 'none',
    });
  });

  test.each([
    ['autopet-vi', 'autopet-iv'],
    [{ shape: 'cone', size: 3 }, 'grid'],
    [{ grid: 'image' }, 'shape'],
    [{ grid: 'image', shape: 'cone' }, 'size'],
    [{ grid: 'image', shape: 'gaussian', size: 0 }, 'size'],
    [{ grid: 'network', shape: 'cone', size: 5, peak: 'unit-sum' }, 'unit-sum'],
    [{ preset: 'autopet-v', sigma: 3 }, 'sigma'],
  ])('%j is refused', (value, told) => {
    const { error } = clicksJsonSchema.safeParse(value);
    expect(JSON.stringify(error!.issues)).toContain(told);
  });
});
