import { checkGiven } from '../../src/cli/series-options.js';
import { UsageError } from '../../src/errors.js';

const images = { pet: 'pet.mha', ct: 'ct.mha' };

describe('checkGiven', () => {
  test.each([
    ['image files', images],
    ['a PET alone, for a model that may need no more', { pet: 'pet.mha', model: 'model' }],
    ['a folder', { dicom: 'study' }],
    ['a folder, and where what is found goes', { dicom: 'study', dicomOutput: 'out', stow: 'url' }],
  ])('takes %s', (_, given) => {
    expect(() => checkGiven(given)).not.toThrow();
  });

  test.each([
    ['a folder and an image', { dicom: 'study', ct: 'ct.mha' }, /in place of --pet and --ct/],
    ['no CT', { pet: 'pet.mha' }, /'--ct <file>' not specified/],
    ['a series of image files', { ...images, petSeries: '1' }, /go with --dicom/],
    ['objects of image files', { ...images, dicomOutput: 'out' }, /--dicom-output and --stow go/],
    ['a server for image files', { ...images, stow: 'url' }, /--dicom-output and --stow go/],
  ])('refuses %s', (_, given, complaint) => {
    expect(() => checkGiven(given)).toThrow(UsageError);
    expect(() => checkGiven(given)).toThrow(complaint);
  });
});
