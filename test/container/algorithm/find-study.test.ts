import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findStudy } from '../../../src/container/algorithm/find-study.js';
import { InputError } from '../../../src/errors.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let made = 0;

/** An input folder with these files in it; `inputs` becomes its inputs.json. */
function inputWith(files: readonly string[], inputs?: unknown): string {
  const folder = join(root, `input${++made}`);
  mkdirSync(folder);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const text = typeof inputs === 'string' ? inputs : JSON.stringify(inputs);
  if (inputs !== undefined) writeFileSync(join(folder, 'inputs.json'), text);
  return folder;
}

const socket = (slug: string, path: string, kind = 'Image') => ({
  file: null,
  image: { name: slug },
  value: null,
  interface: { slug, relative_path: path, super_kind: kind, kind, title: slug },
});
const pet = socket('pet', 'images/pet');
const ct = socket('ct', 'images/ct');
const clicks = socket('lesion-clicks', 'lesion-clicks.json', 'File');
const both = ['images/pet/p.mha', 'images/ct/c.mha'];

describe('without inputs.json', () => {
  test('the folders of the older editions', async () => {
    const folder = inputWith(both);
    expect(await findStudy(folder)).toEqual({
      pet: join(folder, 'images/pet/p.mha'),
      ct: join(folder, 'images/ct/c.mha'),
      clicks: null,
    });
  });

  test('a file of clicks tells editions IV and V', async () => {
    const folder = inputWith([...both, 'lesion-clicks.json']);
    const { clicks: found } = await findStudy(folder);
    expect(found).toEqual({ slug: 'lesion-clicks', path: join(folder, 'lesion-clicks.json') });
  });
});

test('a job may have no CT', async () => {
  const pets = ['images/pet/p.mha'];
  const older = inputWith(pets);
  expect(await findStudy(older)).toMatchObject({ pet: join(older, pets[0]!), ct: null });
  const newer = inputWith(pets, [pet]);
  expect(await findStudy(newer)).toMatchObject({ pet: join(newer, pets[0]!), ct: null });
});

describe('with inputs.json', () => {
  test('editions I to III', async () => {
    const folder = inputWith(both, [ct, pet]);
    expect(await findStudy(folder)).toMatchObject({
      pet: join(folder, 'images/pet/p.mha'),
      clicks: null,
    });
  });

  test('editions IV and V', async () => {
    const { clicks: found } = await findStudy(inputWith(both, [ct, clicks, pet]));
    expect(found?.slug).toBe('lesion-clicks');
  });

  test('sockets of other names and places, told by the words in their slugs', async () => {
    const folder = inputWith(
      ['images/whole-body-suv/p.mha', 'images/ct-resampled/c.mha', 'images/petct-atlas/a.mha'],
      [
        socket('whole-body-suv', 'images/whole-body-suv'),
        socket('ct-resampled', 'images/ct-resampled'),
        socket('pet-ct-atlas', 'images/petct-atlas'),
      ],
    );
    expect(await findStudy(folder)).toMatchObject({
      pet: join(folder, 'images/whole-body-suv/p.mha'),
      ct: join(folder, 'images/ct-resampled/c.mha'),
    });
  });

  test('an exact name goes before others that fit', async () => {
    const folder = inputWith(both, [ct, pet, socket('baseline-pet', 'images/baseline-pet')]);
    expect(await findStudy(folder)).toMatchObject({ pet: join(folder, 'images/pet/p.mha') });
  });

  test('sockets that are called so, and images without a name', async () => {
    const newer = (slug: string) => {
      const { interface: value } = socket(slug, `images/${slug}`);
      return { socket: value, image: slug === 'pet' ? { pk: 1 } : 'none' };
    };
    const folder = inputWith(both, [newer('ct'), newer('pet')]);
    expect(await findStudy(folder)).toMatchObject({
      pet: join(folder, 'images/pet/p.mha'),
      ct: join(folder, 'images/ct/c.mha'),
    });
  });

  test('sockets of DICOM files, both or none', async () => {
    const sets = ['images/pet/1.dcm', 'images/pet/2.DCM', 'images/ct/1.dcm'];
    const folder = inputWith(sets, [pet, ct]);
    expect(await findStudy(folder)).toEqual({
      dicom: [join(folder, 'images/ct'), join(folder, 'images/pet')],
      slug: 'ct',
      clicks: null,
    });
    const mixed = inputWith(['images/pet/1.dcm', 'images/ct/c.mha'], [pet, ct]);
    await expect(findStudy(mixed)).rejects.toThrow(/One of PET and CT is DICOM/);
  });

  test('a folder that is called like an image is none', async () => {
    const folder = inputWith([...both, 'images/pet/SUV.nii.gz/readme.txt'], [ct, pet]);
    expect(await findStudy(folder)).toMatchObject({ pet: join(folder, 'images/pet/p.mha') });
  });

  test.each<[string, unknown, RegExp]>([
    ['a value without either', [ct, { image: null }], /1: expected a socket, or an interface/],
    ['no PET', [ct, clicks], /no PET socket \(found: ct, lesion-clicks\)/],
    [
      'two that fit',
      [pet, socket('primary-ct', 'images/a'), socket('secondary-ct', 'images/b')],
      /more than one CT socket/,
    ],
    ['no JSON', '[{', /inputs\.json is not JSON/],
    ['no list', { pet }, /is not the platform's list of inputs/],
    ['a socket without a slug', [{ interface: {} }], /0\.interface\.slug/],
    ['a way out of the folder', [ct, socket('pet', '../pet')], /expected a path below/],
    ['a path with a NUL', [ct, socket('pet', 'pet\0')], /expected a path below/],
    ['an absolute path', [ct, socket('pet', '/etc')], /expected a path below/],
  ])('%s is an error', async (_, inputs, message) => {
    const finding = findStudy(inputWith(both, inputs));
    await expect(finding).rejects.toThrow(message);
    await expect(finding).rejects.toThrow(InputError);
  });
});
