import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { refusalOf } from '../../support/refusal-of.js';
import { smallVolume } from '../../support/small-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeNrrd } from '../../support/write-nrrd.js';

const folder = temporaryFolder();
const path = join(folder, 'image.nrrd');
const volume = smallVolume;
const raw = Buffer.from(volume.data.buffer);
const text = volume.data.join(' ');
const directions = '(1.5,0,0) (0,2.5,0) (0,0,3.5)';

type Fields = Readonly<Record<string, string | null>>;
const fourAxes: Fields = { dimension: '4', kinds: 'list domain domain domain' };
const unplaced: Fields = { space: null, 'space directions': null, 'space origin': null };

describe('what SimpleITK and pynrrd agree on is read', () => {
  test.each<[string, Fields, Uint8Array]>([
    ['blanks and capitals', { sizes: '  4   3 2 ', TYPE: 'short', type: null }, raw],
    ['no kinds', { kinds: null }, raw],
    ['umlauts and quotes', { content: 'größe "x" \\' }, raw],
    ['kinds of space', { kinds: 'space space space' }, raw],
    ['units of mm', { 'space units': '"mm" "mm" "mm"' }, raw],
    ['several gzip members', { encoding: 'gzip' }, twoMembers()],
    ['zeros after the gzip', { encoding: 'gz' }, Buffer.concat([gzipSync(raw), Buffer.alloc(9)])],
    ['text', { encoding: 'ascii', endian: null }, Buffer.from(text)],
    [
      'text in lines',
      { encoding: 'txt', endian: 'big' },
      Buffer.from(text.replaceAll(' ', '\r\n')),
    ],
    ['bytes to skip', { 'byte skip': '3' }, Buffer.concat([Buffer.from('abc'), raw])],
    ['all bytes but the last', { byteskip: '-1' }, Buffer.concat([Buffer.from('abc'), raw])],
    [
      'all inflated bytes but the last',
      { encoding: 'gzip', 'byte skip': '-1' },
      gzipSync(Buffer.concat([Buffer.from('abcd'), raw])),
    ],
    ['lines to skip', { 'line skip': '2' }, Buffer.concat([Buffer.from('one\ntwo\n'), raw])],
    [
      'lines to skip before a gzip',
      { encoding: 'gzip', lineskip: '1' },
      Buffer.concat([Buffer.from('one\n'), gzipSync(raw)]),
    ],
    [
      'a first axis of one sample and no direction',
      { ...fourAxes, sizes: '1 4 3 2', 'space directions': `none ${directions}` },
      raw,
    ],
    [
      'a middle one',
      {
        dimension: '4',
        sizes: '4 1 3 2',
        kinds: 'domain vector domain domain',
        'space directions': directions.replace(' ', ' none '),
      },
      raw,
    ],
  ])('%s', async (_, fields, body) => {
    writeNrrd(path, volume, fields, body);
    expect(await readVolume(path)).toEqual(volume);
  });

  test.each([
    ['right-anterior-superior', [-10, 20, 30], [-1, 0, 0, 0, -1, 0, 0, 0, 1]],
    ['RAS', [-10, 20, 30], [-1, 0, 0, 0, -1, 0, 0, 0, 1]],
    ['left-anterior-superior', [10, 20, 30], [1, 0, 0, 0, -1, 0, 0, 0, 1]],
    ['LAS', [10, 20, 30], [1, 0, 0, 0, -1, 0, 0, 0, 1]],
    ['Left-Posterior-Superior', [10, -20, 30], [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ])('the space %s', async (space, origin, direction) => {
    writeNrrd(path, volume, { space });
    expect(await readVolume(path)).toEqual({ ...volume, origin, direction });
  });

  test('comments, keys of their own, CRLF', async () => {
    writeNrrd(path, volume);
    const [head = '', ...rest] = readFileSync(path, 'latin1').split('\n\n');
    const lines = [...head.split('\n'), '# größe "', 'a key:=a: value', '', ''].join('\r\n');
    writeFileSync(path, Buffer.from(lines + rest.join('\n\n'), 'latin1'));
    expect(await readVolume(path)).toEqual(volume);
  });

  test.each<[string, Fields, RegExp]>([
    ['no origin', { 'space origin': null }, /no space origin/],
    ['spacings alone', { ...unplaced, spacings: '1.5 2.5 3.5' }, /no space: its axes are taken/],
  ])('%s, with a remark', async (_, fields, message) => {
    writeNrrd(path, volume, fields);
    const remarks: string[] = [];
    const read = await readVolume(path, (remark) => remarks.push(remark));
    expect(read).toEqual({ ...volume, origin: [0, 0, 0] });
    expect(remarks).toEqual([expect.stringMatching(message)]);
  });

  test.each(['voxels.raw', './voxels.raw'])('an .nhdr with %s beside it', async (name) => {
    writeFileSync(join(folder, 'voxels.raw'), raw);
    const header = join(folder, 'detached.nhdr');
    writeNrrd(header, volume, { 'data file': name }, Buffer.alloc(0));
    expect(await readVolume(header)).toEqual(volume);
    writeFileSync(header, readFileSync(header, 'latin1').trimEnd());
    expect(await readVolume(header)).toEqual(volume);
  });
});

function twoMembers(): Buffer {
  return Buffer.concat([gzipSync(raw.subarray(0, 20)), gzipSync(raw.subarray(20))]);
}

describe('what they do not agree on, or what is broken, is refused', () => {
  const damaged = gzipSync(raw);
  damaged[damaged.length - 12]! ^= 4;
  const wrongSum = gzipSync(raw);
  wrongSum[wrongSum.length - 6]! ^= 1;

  test.each<[string, Fields, Uint8Array, RegExp]>([
    ['one bit of the gzip flipped', { encoding: 'gzip' }, damaged, /to its end|promises 48/],
    ['a wrong checksum', { encoding: 'gzip' }, wrongSum, /incorrect data check/],
    ['a gzip of too few', { encoding: 'gzip' }, gzipSync(raw.subarray(4)), /only 44 follow/],
    ['no gzip at all', { encoding: 'gzip' }, raw, /no gzip/],
    ['a word after the gzip', { encoding: 'gzip' }, Buffer.concat([gzipSync(raw), raw]), /no gzip/],
    ['too few', {}, raw.subarray(2), /truncated: .*48 bytes.*only 46 follow/],
    ['text of too few', { encoding: 'text' }, Buffer.from(text.slice(0, -5)), /holds 23 voxels/],
    ['text of too many', { encoding: 'text' }, Buffer.from(`${text} 7`), /holds 25 voxels/],
    ['text of words', { encoding: 'text' }, Buffer.from(text.replace(' ', ' x')), /"x-900"/],
    ['text beyond the type', { encoding: 'text', type: 'uint8' }, Buffer.from(text), /"-1000"/],
    ['bzip2', { encoding: 'bzip2' }, raw, /encoding: bzip2\. Expected raw, gzip or ascii/],
    ['hex', { encoding: 'hex' }, raw, /encoding: hex/],
    ['bytes to skip in a gzip', { encoding: 'gzip', 'byte skip': '4' }, raw, /byte skip: 4/],
    ['too many lines to skip', { 'line skip': '9999' }, raw, /line skip: 9999/],
  ])('%s', async (_, fields, body, message) => {
    writeNrrd(path, volume, fields, body);
    expect(await refusalOf(path)).toMatch(message);
  });

  test.each<[string, Fields, RegExp]>([
    ['the scanner as space', { space: 'scanner-xyz' }, /scanner-xyz.* left, posterior.*right, ant/],
    ['any right-handed space', { space: '3D-right-handed' }, /left from right/],
    ['a space of a name only JavaScript knows', { space: 'constructor' }, /left from right/],
    ['space and time', { space: 'left-posterior-superior-time' }, /left from right/],
    ['no space', { space: null }, /says no space/],
    ['no size of voxels', unplaced, /spacings: nothing/],
    ['no directions', { 'space directions': null }, /space directions: nothing/],
    [
      'an axis without direction',
      { kinds: 'domain list domain', 'space directions': '(1,0,0) none (0,0,1)' },
      /4 x 3 \(none\) x 2/,
    ],
    [
      'several channels',
      { ...fourAxes, sizes: '2 4 3 1', 'space directions': `none ${directions}` },
      /2 \(none\) x 4 x 3 x 1/,
    ],
    [
      'a direction that is no number',
      { 'space directions': '(1,0,0) (0,1,0) (0,0,nan)' },
      /NaN mm/,
    ],
    ['a direction of two', { 'space directions': '(1,0) (0,1,0) (0,0,1)' }, /vector\(s\) of three/],
    ['a broken origin', { 'space origin': '(1,2)' }, /says \(1,2\)/],
    ['a shear', { 'space directions': '(1.5,0,0) (0.3,2.5,0) (0,0,3.5)' }, /not orthonormal/],
    ['metres', { 'space units': '"m" "m" "m"' }, /space units: "m" "m" "m"\. Expected "mm"/],
    ['axis mins', { ...unplaced, spacings: '1 1 1', 'axis mins': '1 2 3' }, /axis mins: 1 2 3/],
    ['two voxel sizes', { spacings: '1 1 1' }, /both space directions and spacings/],
    [
      'an axis without direction or kind',
      { dimension: '4', sizes: '1 4 3 2', kinds: null, 'space directions': `none ${directions}` },
      /kinds: nothing/,
    ],
    ['kinds that contradict', { kinds: 'domain domain list' }, /kinds: domain domain list/],
    ['an unknown field', { weird: '1' }, /the field "weird"/],
    ['a space dimension after a space', { 'space dimension': '3' }, /ITK cannot read its header/],
    ['a NUL, at which others end a line', { content: 'a\0b' }, /control character 0 at byte/],
    [
      'a carriage return in a line, at which the header ends for ITK',
      { content: 'a\rb' },
      /control character 13 at byte/,
    ],
    ['a type of no number', { type: 'block' }, /type: block/],
    ['a type that only JavaScript knows', { type: 'toString' }, /type: toString/],
    ['no byte order', { endian: null }, /endian: nothing/],
    ['sizes of another dimension', { dimension: '4' }, /dimension: 4 and sizes: 4 3 2/],
    ['a size of 0', { sizes: '4 0 2' }, /size of 4 x 0 x 2/],
    ['voxels elsewhere', { 'data file': 'outside/x.raw' }, /"outside\/x\.raw"\. Expected "LOCAL"/],
    ['voxels beside an .nrrd', { datafile: 'x.raw' }, /other files are not opened/],
  ])('%s', async (_, fields, message) => {
    writeNrrd(path, volume, fields);
    expect(await refusalOf(path)).toMatch(message);
  });

  test('a field given twice', async () => {
    writeNrrd(path, volume);
    const twice = readFileSync(path, 'latin1').replace('sizes:', 'Sizes: 3 4 2\nsizes:');
    writeFileSync(path, twice, 'latin1');
    expect(await refusalOf(path)).toMatch(/says "sizes" twice, 3 4 2 and 4 3 2/);
  });

  test('a header without end', async () => {
    writeFileSync(path, 'NRRD0004\ntype: short\n');
    expect(await refusalOf(path)).toMatch(/does not end with an empty line/);
  });

  test.each(['../x.raw', '/etc/hostname', 'x%03d.raw 1 3 1', 'LIST', '.', 'sub', 'lost.raw'])(
    'an .nhdr that points to %s',
    async (name) => {
      mkdirSync(join(folder, 'sub'), { recursive: true });
      const header = join(folder, 'stray.nhdr');
      writeNrrd(header, volume, { 'data file': name }, Buffer.alloc(0));
      expect(await refusalOf(header)).toMatch(/not opened on a header's word|not beside it/);
    },
  );
});
