// Changes after which no reader may take an image.
import { gzipSync } from 'node:zlib';
import { asStored, formats } from './write-image.mjs';

/** Whatever the format. */
export const fatal = {
  'voxels missing': (c) =>
    c.write(c.image, {
      // Of numbers written out, the last may lose digits without a trace.
      change: (b, head = 0) => {
        const least = c.layout.encoding === 'ascii' ? 80 : 9;
        return b.subarray(0, head + c.random.int(Math.max(1, b.length - head - least)));
      },
    }),
  'a layer too few in the header': (c) => c.write(resized(c, -1)),
  'a layer too many in the header': (c) => c.write(resized(c, 1)),
  'a voxel that is no number': (c) => {
    const type = c.random.pick(['float32', 'float64']);
    const image = asStored(c.image, type);
    image.stored[c.random.int(image.stored.length)] = c.random.pick([
      Number.NaN,
      Infinity,
      -Infinity,
    ]);
    return c.write({ ...image, slope: 1, intercept: 0 }, {}, { encoding: 'raw' });
  },
  'a voxel size of zero': (c) =>
    c.write({ ...c.image, spacing: c.image.spacing.with(c.random.int(3), 0) }),
  'a place that is no number': (c) =>
    c.write({ ...c.image, origin: c.image.origin.with(c.random.int(3), Number.NaN) }),
  'a sheared grid': (c) => {
    const direction = [...c.image.direction];
    // Not along the axis itself, which would only make its voxels longer.
    const across = [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((at) => Math.abs(direction[at]) < 0.5);
    direction[c.random.pick(across)] += 0.05;
    return c.write({ ...c.image, direction }, {}, { forms: 'both' });
  },
  nothing: (c) => c.write(c.image).map(([name]) => [name, Buffer.alloc(0)]),
  'another format under its name': (c) => {
    const others = Object.keys(formats).filter((name) => name !== c.format);
    const other = c.random.pick(others);
    const { write, layout } = formats[other];
    const [[, bytes]] = write(asStored(c.image, 'int16'), {
      ...layout(c.random),
      isDetached: false,
    });
    return [
      [
        c.format === 'NIfTI' ? 'image.nii' : c.format === 'NRRD' ? 'image.nrrd' : 'image.mha',
        bytes,
      ],
    ];
  },
  'twice compressed': (c) => {
    const [[name, bytes], ...rest] = c.write(c.image, {}, { isGzipped: true, isDetached: false });
    return [[name, gzipSync(bytes)], ...rest];
  },
};

function resized({ image, random }, by) {
  const axis = random.int(3);
  return { ...image, size: image.size.with(axis, image.size[axis] + by) };
}

/** Of one format. */
export const fatalOf = {
  MetaImage: {
    channels: (c) => c.write(c.image, { edit: (f) => before(f, ['ElementNumberOfChannels', '3']) }),
    'a scale that ITK passes over': (c) =>
      c.write(c.image, { edit: (f) => before(f, ['ElementToIntensityFunctionSlope', '2']) }),
    'no voxel size': (c) =>
      c.write(c.image, { edit: (f) => f.filter(([key]) => !/^Element(Spacing|Size)$/.test(key)) }),
    'an unknown type': (c) =>
      c.write(c.image, { edit: (f) => replaced(f, 'ElementType', 'MET_STRING') }),
    'a place given twice': (c) =>
      c.write(c.image, { edit: (f) => before(f, ['Origin', '1 2 3'], ['Position', '3 2 1']) }),
    'voxels elsewhere': (c) =>
      c.write(
        c.image,
        { edit: (f) => replaced(f, 'ElementDataFile', elsewhere(c)) },
        { isDetached: c.random.chance(0.5) },
      ),
    'damaged compressed voxels': (c) =>
      c.write(c.image, { change: (b) => flipped(b, c.random, 4) }, { isCompressed: true }),
  },
  NIfTI: {
    'a wrong bitpix': (c) => c.write(c.image, { edit: (h) => ({ ...h, bitpix: 24 }) }),
    'no form': (c) => c.write(c.image, { edit: (h) => ({ ...h, qformCode: 0, sformCode: 0 }) }),
    metres: (c) => c.write(c.image, { edit: (h) => ({ ...h, units: 1 }) }),
    'sform and pixdim apart': (c) =>
      c.write(
        c.image,
        {
          edit: (h) => ({ ...h, pixdim: h.pixdim.map((v, i) => (i > 0 && i < 4 ? v * 1.02 : v)) }),
        },
        { forms: 'sform' },
      ),
    'sform and qform apart': (c) =>
      c.write(
        c.image,
        {
          edit: (h) => ({
            ...h,
            sformCode: 2,
            quaternion: h.quaternion.with(3, h.quaternion[3] + 30),
          }),
        },
        { forms: 'both' },
      ),
    'voxels in the header': (c) =>
      c.write(
        c.image,
        { edit: (h) => ({ ...h, offset: c.random.pick([0, 4, 348]) }) },
        { extension: 0 },
      ),
    'another magic': (c) =>
      c.write(c.image, {
        edit: (h) => ({ ...h, magic: c.random.pick(['ni1\0', 'n+3\0', '\0\0\0\0']) }),
      }),
    'an intercept without slope': (c) =>
      c.write(c.image, { edit: (h) => ({ ...h, slope: 0, inter: 5 }) }),
    'several images': (c) =>
      c.write(c.image, { edit: (h) => ({ ...h, dim: h.dim.with(0, 4).with(4, 2) }) }),
    'a negative voxel size': (c) =>
      c.write(c.image, { edit: (h) => ({ ...h, pixdim: h.pixdim.with(1 + c.random.int(3), -2) }) }),
    'damaged compressed voxels': (c) =>
      c
        .write(c.image, {}, { isGzipped: true, zeros: 0 })
        .map(([n, b]) => [n, flipped(b, c.random, 8)]),
  },
  NRRD: {
    'no space': (c) => c.write(c.image, { edit: (f) => f.filter(([key]) => key !== 'space') }),
    'a space that names no side': (c) =>
      c.write(c.image, {
        edit: (f) => replaced(f, 'space', c.random.pick(['scanner-xyz', '3D-right-handed'])),
      }),
    'other units': (c) =>
      c.write(c.image, { edit: (f) => [...f, ['space units', '"cm" "cm" "cm"']] }),
    'an unknown type': (c) => c.write(c.image, { edit: (f) => replaced(f, 'type', 'block') }),
    'a field twice': (c) => c.write(c.image, { edit: (f) => [...f, ['space origin', '(1,2,3)']] }),
    'an unknown encoding': (c) =>
      c.write(c.image, {
        edit: (f) => replaced(f, 'encoding', c.random.pick(['bzip2', 'hex', 'zip'])),
      }),
    'voxels elsewhere': (c) =>
      c.write(c.image, { edit: (f) => [...f, ['data file', elsewhere(c)]] }, { isDetached: false }),
    'damaged compressed voxels': (c) =>
      c.write(c.image, { change: (b) => flipped(b, c.random, 8) }, { encoding: 'gzip' }),
  },
};

const replaced = (fields, key, value) => fields.map((f) => (f[0] === key ? [key, value] : f));
const before = (fields, ...more) => [...fields.slice(0, -1), ...more, fields.at(-1)];
const elsewhere = ({ random, bait }) =>
  random.pick([
    `../bait/secret.raw`,
    bait,
    '/etc/passwd',
    'LIST',
    'voxels%03d.raw 1 2 1',
    './../bait/secret.raw',
  ]);

/** One bit of the checksum (and, in a gzip, the length) that ends a compressed stream. */
function flipped(bytes, random, length) {
  const copy = Buffer.from(bytes);
  copy[bytes.length - 1 - random.int(length)] ^= 1 << random.int(8);
  return copy;
}
