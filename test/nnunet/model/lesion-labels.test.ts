import { ModelError, OptionError } from '../../../src/errors.js';
import { parseDataset } from '../../../src/nnunet/model/dataset.js';
import { type LabelChoice, lesionLabels } from '../../../src/nnunet/model/lesion-labels.js';

const choose = (
  labels: Record<string, number | number[]>,
  option: LabelChoice = null,
  told: LabelChoice = null,
  regions_class_order?: number[],
) =>
  lesionLabels(
    parseDataset({ channel_names: { 0: 'PET' }, labels, regions_class_order }),
    option,
    told,
  );

const organs = { background: 0, LIVER: 1, KIDNEY: 2, 'BREAST+FDG_AVID_TUMOR': 3 };

describe('by name', () => {
  test.each([
    'lesion',
    'Lesions',
    'tumor',
    'brainTumour',
    'cancer',
    'lung_metastases',
    'FDG_AVID_TUMOR',
  ])('%s is a lesion', (name) => {
    expect(choose({ background: 0, liver: 1, [name]: 2 })).toEqual({
      names: [name],
      values: [2],
      outputs: [2],
      isChosen: false,
      isKnown: true,
      others: [{ value: 1, name: 'liver' }],
    });
  });

  test.each(['normal tumor', 'no lesion', 'tumorous', 'non-lesion uptake'])(
    '%s is none',
    (name) => {
      expect(choose({ background: 0, lesion: 1, [name]: 2 }).values).toEqual([1]);
    },
  );

  test('several may be', () => {
    const found = choose({ background: 0, tumor: 1, node: 2, metastasis: 3 });
    expect(found).toMatchObject({ values: [1, 3], others: [{ value: 2, name: 'node' }] });
  });

  test('where no name tells, all are', () => {
    expect(choose({ background: 0, 1: 1 })).toMatchObject({ values: [1], isKnown: false });
    expect(choose({ background: 0, a: 1, b: 2 })).toMatchObject({ values: [1, 2], others: [] });
  });
});

describe('by choice', () => {
  test('a number, or a name in any case', () => {
    const found = { values: [2], isChosen: true, others: [{ value: 1 }, { value: 3 }] };
    expect(choose(organs, ['kidney'])).toMatchObject(found);
    expect(choose(organs, ['2'])).toMatchObject(found);
    expect(choose(organs, null, [2])).toMatchObject(found);
  });

  test('the user goes before model.json, model.json before names', () => {
    expect(choose(organs, ['LIVER'], [2]).values).toEqual([1]);
    expect(choose(organs, null, ['KIDNEY', 'LIVER']).values).toEqual([1, 2]);
  });

  test('what is not there is refused with what is', () => {
    const names = /no label "liver 2"\. The model has: LIVER \(1\), KIDNEY \(2\)/;
    expect(() => choose(organs, ['liver 2'])).toThrow(OptionError);
    expect(() => choose(organs, ['liver 2'])).toThrow(names);
    expect(() => choose(organs, null, ['liver 2'])).toThrow(ModelError);
    expect(() => choose(organs, ['background'])).toThrow(OptionError);
    expect(() => choose(organs, ['0'])).toThrow(OptionError);
  });
});

test('regions stand for the labels that are written of them', () => {
  const labels = { background: 0, uptake: [1, 2], lesion: [2] };
  expect(choose(labels, null, null, [1, 2])).toMatchObject({
    names: ['lesion'],
    values: [2],
    outputs: [1],
    others: [{ value: 1, name: 'label 1' }],
  });
  expect(choose(labels, ['uptake'], null, [1, 2])).toMatchObject({ values: [1, 2], outputs: [0] });
});
