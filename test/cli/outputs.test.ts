import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mainCommand } from '../../src/cli/main-command.js';
import { UsageError } from '../../src/errors.js';
import { makeStudy } from '../support/make-study.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const study = makeStudy(root);
const at = (name: string): string => join(root, name);
for (const name of ['folder', 'in', join('study', 'lesions.csv')]) {
  mkdirSync(at(name), { recursive: true });
}
makeStudy(at('in'));
makeStudy(at('study'));
mkdirSync(at('model/fold_0'), { recursive: true });
for (const name of ['plans.json', 'fold_0/checkpoint_final.pth']) {
  writeFileSync(at(`model/${name}`), '{}');
}
writeFileSync(at('slice'), `${'\0'.repeat(128)}DICM`);
writeFileSync(at('study.zip'), 'PK\u0003\u0004');
writeFileSync(at('metrics.json'), '{}');
writeFileSync(at('file'), 'mine');

// Its voxels in another file.
writeFileSync(
  at('apart.mhd'),
  'NDims = 3\nDimSize = 1 1 1\nElementSpacing = 1 1 1\nOffset = 0 0 0\nElementType = MET_UCHAR\nElementDataFile = apart.raw\n',
);
writeFileSync(at('apart.raw'), '\0');
const told = {
  ...{ pet: 'pet.mha', ct: 'ct.mha', mask: 'pet.mha' },
  suv: { factor: 1, weight_kg: null },
};
for (const name of ['was.json', 'is.json']) writeFileSync(at(name), JSON.stringify(told));
mkdirSync(at('nested/a'), { recursive: true });
makeStudy(at('nested/a'));
mkdirSync(at('bids'));
makeStudy(at('bids'));
writeFileSync(at('bids/sub-01_pet.mha'), readFileSync(study.petPath));
writeFileSync(at('bids/sub-01_pet.json'), '{"Units": "g/ml"}');
writeFileSync(at('bids/participants.tsv'), 'participant_id');

const segment = (output: string, ...more: readonly string[]) => [
  ...['segment', '--pet', study.petPath, '--ct', study.ctPath, '--output', output],
  ...more,
];
const evaluate = (...more: readonly string[]) => [
  ...['evaluate', '--predictions', at('in'), '--references', at('in'), '--pet', at('in')],
  ...more,
];

const both = (...names: readonly string[]) => names.flatMap((name) => [name, at('r.json')]);

test.each<[string, string[], RegExp]>([
  ['the mask onto the PET', segment(study.petPath), /pet\.mha is an input/],
  ['the mask onto the CT', segment(join(root, 'folder', '..', 'ct.mha')), /ct\.mha is an input/],
  [
    'report and mask in one place',
    segment(at('m.mha'), '--report', at('m.mha')),
    /m\.mha is the place of two outputs/,
  ],
  [
    'probabilities and mask in one place',
    segment(at('m.mha'), '--probabilities', at('m.mha')),
    /m\.mha is the place of two outputs/,
  ],
  ['a folder as the mask', segment(at('folder')), /folder/],
  ['a report in a file', segment(at('m.mha'), '--report', at('file/r.json')), /r\.json cannot be/],
  [
    'a name of 256 bytes',
    segment(at('m.mha'), '--report', at(`${'r'.repeat(251)}.json`)),
    /name is too long/,
  ],
  [
    'metrics and table in one place',
    evaluate('--output', at('x'), '--csv', at('x')),
    /x is the place of two outputs/,
  ],
  ['a page onto a mask', evaluate('--report', at('in/pet.mha')), /pet\.mha is an input/],
  [
    'a ranking onto its metrics',
    ['rank', at('metrics.json'), '--output', at('metrics.json')],
    /metrics\.json is an input/,
  ],
  [
    'a folder as lesions.csv',
    ['segment-folder', '--studies', at('in'), '--pet', 'pet.mha', '--ct', 'ct.mha'].concat(
      '--output',
      at('study'),
    ),
    /lesions\.csv is a folder/,
  ],
  [
    'a study whose mask would be its PET',
    ['segment-folder', '--pet', at('in'), '--ct', at('in'), '--output', at('in')],
    /(pet|ct)\.mha is an input/,
  ],
  ...['plans.json', 'fold_0/checkpoint_final.pth', 'model.json'].map(
    (name) =>
      [
        `a report onto the model's ${name}`,
        segment(at('m.mha'), '--model', at('model'), '--report', at(`model/${name}`)),
        new RegExp(`${name} is an input`),
      ] as [string, string[], RegExp],
  ),
  [
    "a report onto the model's plans, by the folder above",
    segment(at('m.mha'), '--model', root, '--report', at('model/plans.json')),
    /plans\.json is an input/,
  ],
  [
    'a record onto the report',
    segment(at('m.mha'), ...both('--record', '--report')),
    /two outputs/,
  ],
  [
    'a record onto the PET',
    segment(at('m.mha'), '--record', study.petPath),
    /pet\.mha is an input/,
  ],
  [
    'a verdict onto the PET',
    ['check', '--pet', study.petPath, '--ct', study.ctPath, '--report', study.petPath],
    /pet\.mha is an input/,
  ],
  [
    'a verdict onto the plans',
    ['check', '--pet', study.petPath, '--ct', study.ctPath, '--model', at('model')].concat(
      '--report',
      at('model/plans.json'),
    ),
    /plans\.json is an input/,
  ],
  [
    "a report onto an image's voxels",
    [
      'segment',
      '--pet',
      at('apart.mhd'),
      '--ct',
      study.ctPath,
      '--output',
      at('m.mha'),
      '--report',
      at('apart.raw'),
    ],
    /apart\.raw is an input/,
  ],
  [
    "a verdict onto an image's voxels",
    ['check', '--pet', study.petPath, '--ct', at('apart.mhd'), '--report', at('apart.raw')],
    /apart\.raw is an input/,
  ],
  [
    "a table onto a mask's voxels",
    ['measure', '--pet', study.petPath, '--ct', study.ctPath, '--mask', at('apart.mhd')].concat(
      '--lesions',
      at('apart.raw'),
    ),
    /apart\.raw is an input/,
  ],
  [
    'a table onto that of the participants',
    ['segment', '--pet', at('bids/sub-01_pet.mha'), '--ct', study.ctPath].concat(
      '--output',
      at('m.mha'),
      '--lesions',
      at('bids/participants.tsv'),
    ),
    /participants\.tsv is an input/,
  ],
  [
    'a comparison onto the report of a study',
    ['compare', at('was.json'), at('is.json'), '--report', at('was.json')],
    /was\.json is an input/,
  ],
  [
    'metrics onto a mask in a folder of folders',
    ['evaluate', '--predictions', at('nested'), '--references', at('nested')].concat(
      '--output',
      at('nested/a/pet.mha'),
    ),
    /pet\.mha is an input/,
  ],
  [
    'a report onto a slice',
    ['dicom', at('in'), '--report', at('slice')],
    /slice is a DICOM file, which no output replaces/,
  ],
  [
    'a verdict onto a zip',
    ['check', '--dicom', at('study.zip'), '--report', at('study.zip')],
    /study\.zip is a checkpoint or another archive/,
  ],
  ['an import onto a file', ['import', at('in'), at('file')], /file is a file\. Choose a new/],
  ['an example in a file', ['example', '--output', at('file')], /pet\.mha cannot be written/],
])('%s: refused before any work, and nothing is changed', async (_, args, message) => {
  const before = readFileSync(study.petPath);
  const names = readdirSync(root, { recursive: true }).sort();
  const running = mainCommand(['node', 'autopet', ...args]);
  await expect(running).rejects.toThrow(UsageError);
  await expect(running).rejects.toThrow(message);
  expect(readFileSync(study.petPath).equals(before)).toBe(true);
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(names);
});
