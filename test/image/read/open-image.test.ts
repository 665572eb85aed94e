import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { refusalOf } from '../../support/refusal-of.js';
import { smallVolume } from '../../support/small-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';
import { niftiBytes, writeNifti } from '../../support/write-nifti.js';
import { writeNrrd } from '../../support/write-nrrd.js';

const folder = temporaryFolder();
const inFolder = (name: string): string => join(folder, name);
const volume = smallVolume;
const writers = { mha: writeMha, nii: writeNifti, 'nii.gz': writeNifti, nrrd: writeNrrd };

describe.each(Object.entries(writers))('a linked .%s', (ending, write) => {
  test('is followed, and so is a linked folder', async () => {
    const store = inFolder(`store of ${ending}`);
    mkdirSync(store);
    write(join(store, `image.${ending}`), volume);
    symlinkSync(join(store, `image.${ending}`), inFolder(`file.${ending}`));
    symlinkSync(store, inFolder(`folder of ${ending}`));
    expect(await readVolume(inFolder(`file.${ending}`))).toEqual(volume);
    expect(await readVolume(inFolder(`folder of ${ending}/image.${ending}`))).toEqual(volume);
  });

  test('is told when it leads nowhere', async () => {
    symlinkSync(inFolder('nowhere'), inFolder(`dead.${ending}`));
    expect(await refusalOf(inFolder(`dead.${ending}`))).toMatch(/does not exist/);
  });
});

describe('a NIfTI', () => {
  test('that is not compressed and named .nii.gz', async () => {
    writeFileSync(inFolder('plain.nii.gz'), niftiBytes(volume));
    expect(await readVolume(inFolder('plain.nii.gz'))).toEqual(volume);
  });

  test('that is compressed and named .nii', async () => {
    writeFileSync(inFolder('packed.nii'), gzipSync(niftiBytes(volume)));
    expect(await readVolume(inFolder('packed.nii'))).toEqual(volume);
  });

  test('compressed twice', async () => {
    writeFileSync(inFolder('twice.nii.gz'), gzipSync(gzipSync(niftiBytes(volume))));
    expect(await refusalOf(inFolder('twice.nii.gz'))).toMatch(/with gzip twice.*gunzip/);
  });
});

describe('a header of more than 64 KiB', () => {
  // As of a segmentation of two hundred lesions.
  const told = Array.from({ length: 200 }, (_, i) => [`Segment${i}_Tags`, 'x'.repeat(500)]);

  test('of a NRRD', async () => {
    const path = inFolder('long.seg.nrrd');
    writeNrrd(path, volume);
    const [fields = '', voxels = ''] = readFileSync(path, 'latin1').split('\n\n', 2);
    expect(fields + voxels).toHaveLength(readFileSync(path).length - 2);
    const keys = told.map(([key, value]) => `${key}:=${value}\n`).join('');
    writeFileSync(path, `${fields}\n${keys}\n${voxels}`, 'latin1');
    expect(await readVolume(path)).toEqual(volume);
  });

  test('of a MetaImage', async () => {
    const path = inFolder('long.mha');
    writeMha(path, volume);
    const fields = told.map(([key, value]) => `${key} = ${value}\n`).join('');
    const text = readFileSync(path, 'latin1');
    writeFileSync(path, text.replace('ElementDataFile', `${fields}ElementDataFile`), 'latin1');
    expect(await readVolume(path)).toEqual(volume);
  });

  test('without its end, as far as it goes', async () => {
    const path = inFolder('endless.nrrd');
    writeFileSync(path, `NRRD0005\n${'# nothing\n'.repeat(10_000)}`);
    expect(await refusalOf(path)).toMatch(/does not end with an empty line/);
  });
});

test.each([
  ['a.nrrd', niftiBytes(volume), /is NIfTI by its content\. Expected NRRD/],
  ['b.mha', niftiBytes(volume), /is NIfTI by its content\. Expected MetaImage/],
  ['c.nii.gz', gzipSync('NRRD0004\n'), /is compressed NRRD by its content\. Expected NIfTI/],
  ['d.mha', gzipSync('ObjectType = Image\n'), /compressed with gzip as a whole/],
  ['e.nii.gz', Buffer.alloc(0), /is empty by its content/],
  ['f.nii', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]), /is DICOM by its content/],
  ['g.nii.gz', 'version https://git-lfs.github.com/spec/v1\n', /a Git LFS pointer/],
  ['h.nrrd', 'no image', /is not a NRRD: it starts with "no image"/],
  ['i.hdr', 'anything', /Pairs of \.hdr and \.img are not read/],
])('%s is told by its content', async (name, content, message) => {
  writeFileSync(inFolder(name), content);
  expect(await refusalOf(inFolder(name))).toMatch(message);
});

test('a folder with the name of an image', async () => {
  mkdirSync(inFolder('SUV.nii.gz'));
  expect(await refusalOf(inFolder('SUV.nii.gz'))).toMatch(/is a folder\. Expected an image file/);
});

test('a pipe, at which reading would wait for ever', async () => {
  execFileSync('mkfifo', [inFolder('pipe.mha')]);
  expect(await refusalOf(inFolder('pipe.mha'))).toMatch(/no ordinary file/);
});
