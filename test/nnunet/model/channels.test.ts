import { ModelError } from '../../../src/errors.js';
import { type NetworkInputs, rolesOfChannels } from '../../../src/nnunet/model/channels.js';

const roles = (names: readonly string[], more: Partial<NetworkInputs> = {}) =>
  rolesOfChannels({ names, told: null, count: null, trainer: null, lowest: [], ...more });

describe('names tell by their words', () => {
  test.each([
    ['CT', 'CT'],
    [' ct ', 'CT'],
    ['CTres', 'CT'],
    ['CT_res', 'CT'],
    ['CT resampled', 'CT'],
    ['LDCT', 'CT'],
    ['PET', 'PET'],
    ['PT', 'PET'],
    ['FDG-PET', 'PET'],
    ['PET_SUV', 'PET'],
    ['petSUV', 'PET'],
    ['SUVbw', 'PET'],
    ['SUV', 'PET'],
    ['PSMA PET', 'PET'],
    ['FG', 'foreground'],
    ['tumor clicks', 'foreground'],
    ['background_scribbles', 'background'],
    ['BG', 'background'],
    ['previousMask', 'previous'],
  ])('%s is %s', (name, role) => {
    expect(roles([name])).toEqual([role]);
  });

  test.each([
    ['image', /does not tell whether it is PET or CT/],
    ['noNorm', /does not tell/],
    ['spectrum', /does not tell/],
    ['PET/CT', /which of PET and CT it is/],
    ['', /calls a channel ""/],
  ])('"%s" does not', (name, complaint) => {
    expect(() => roles(['CT', name])).toThrow(complaint);
    expect(() => roles(['CT', name])).toThrow(ModelError);
  });
});

test('the order is that of the names', () => {
  expect(roles(['PET', 'CT'])).toEqual(['PET', 'CT']);
  expect(roles(['CT', 'PET', 'FG', 'BG'])).toEqual(['CT', 'PET', 'foreground', 'background']);
});

test('model.json goes before names', () => {
  expect(roles(['a', 'b'], { told: ['PET', 'CT'], count: 2 })).toEqual(['PET', 'CT']);
});

describe('a PET that is called CT, as its normalisation', () => {
  test('is the one without negative values', () => {
    expect(roles(['CT', 'CT'], { lowest: [-1357.8, 0.09] })).toEqual(['CT', 'PET']);
    expect(roles(['CT', 'CT'], { lowest: [0, -1024] })).toEqual(['PET', 'CT']);
    expect(roles(['CT', 'CT', 'FG', 'BG'], { lowest: [-1357.8, 0.09, 0, 0] })).toEqual([
      'CT',
      'PET',
      'foreground',
      'background',
    ]);
  });

  test('has the channels of clicks after it', () => {
    const trainer = 'autopetTrainerInteractive';
    expect(roles(['CT', 'CT'], { lowest: [-900, 0.1], trainer, count: 4 })).toEqual([
      'CT',
      'PET',
      'foreground',
      'background',
    ]);
  });

  test.each([[[]], [[null, 0]], [[-900, null]], [[0, 0.1]], [[-900, -1000]], [[-900, -0.5]]])(
    'is not told by the lowest values %j',
    (lowest) => {
      expect(() => roles(['CT', 'CT'], { lowest })).toThrow(/two are the same modality/);
    },
  );

  test('is not looked for where one is called PET, or of three', () => {
    expect(roles(['CT', 'PET'], { lowest: [0, -900] })).toEqual(['CT', 'PET']);
    expect(() => roles(['CT', 'CT', 'CT'], { lowest: [-900, 0, -900] })).toThrow(/same modality/);
  });
});

test('one role twice', () => {
  expect(() => roles(['PET', 'SUV'])).toThrow(/dataset\.json names .* two are the same modality/);
  expect(() => roles(['a', 'b'], { told: ['PET', 'PET'] })).toThrow(/model\.json lists/);
});

describe('channels beyond those that are named', () => {
  test('are explained by model.json', () => {
    const told = ['CT', 'PET', 'background', 'foreground'] as const;
    expect(roles(['CT', 'PET'], { told, count: 4 })).toEqual(told);
  });

  test('are explained by a trainer that is known to add them', () => {
    const trainer = 'autopetTrainerInteractiveClickGen10ptsRatio80_20EDT2_2000ep';
    const expected = ['CT', 'PET', 'foreground', 'background'];
    expect(roles(['CT', 'PET'], { trainer, count: 4 })).toEqual(expected);
    // It adds nothing where there is nothing to explain.
    expect(roles(['CT', 'PET'], { trainer, count: 2 })).toEqual(['CT', 'PET']);
  });

  test.each([
    [
      { count: 4 },
      /takes 4 input channel\(s\).*names 2 \(CT, PET\)\. Add "channels": \["CT", "PET", "foreground", "background"\]/,
    ],
    [{ count: 5, trainer: 'autopetTrainerInteractive' }, /takes 5/],
    [{ count: 4, told: ['CT', 'PET', 'previous'] as const }, /model\.json lists 3/],
    [{ told: ['PET'] as const }, /model\.json lists 1 \(PET\), and dataset\.json 2/],
  ])('or else refused: %j', (more, complaint) => {
    expect(() => roles(['CT', 'PET'], more)).toThrow(complaint);
  });
});
