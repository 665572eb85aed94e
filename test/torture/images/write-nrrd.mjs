// Writes NRRDs in as many ways as programs do.
import { gzipSync } from 'node:zlib';
import { toBytes } from './stored.mjs';

const names = {
  int8: ['signed char', 'int8', 'int8_t'],
  uint8: ['uchar', 'unsigned char', 'uint8'],
  int16: ['short', 'signed short int', 'int16_t'],
  uint16: ['ushort', 'unsigned short', 'uint16'],
  int32: ['int', 'signed int', 'int32'],
  uint32: ['uint', 'unsigned int'],
  int64: ['longlong', 'long long', 'int64_t'],
  uint64: ['unsigned long long', 'uint64'],
  float32: ['float'],
  float64: ['double'],
};
export const nrrdTypes = Object.keys(names);
const spaces = {
  'left-posterior-superior': [1, 1, 1],
  LPS: [1, 1, 1],
  'right-anterior-superior': [-1, -1, 1],
  RAS: [-1, -1, 1],
  'left-anterior-superior': [1, -1, 1],
};

/** As writeMetaImage. */
export function writeNrrd(image, layout, { edit = (f) => f, change = (b) => b } = {}) {
  const { size, spacing, origin, direction: d, type, stored } = image;
  const signs = spaces[layout.space];
  const vector = (values) =>
    `(${values.map((v, row) => layout.number(v * signs[row])).join(layout.comma)})`;
  const steps = [0, 1, 2].map((axis) =>
    vector([0, 1, 2].map((row) => d[3 * row + axis] * spacing[axis])),
  );
  const plain = toBytes(type, layout.isLittle, stored);
  const data = change(encoded(plain, image, layout));
  const before = layout.hasListAxis;
  const fields = edit([
    ['type', layout.typeName(names[type])],
    ['dimension', before ? '4' : '3'],
    ['space', layout.space],
    ['sizes', [...(before ? [1] : []), ...size].join(' ')],
    ['space directions', [...(before ? ['none'] : []), ...steps].join(' ')],
    ...(layout.hasKinds || before
      ? [['kinds', `${before ? 'list ' : ''}domain domain domain`]]
      : []),
    ['endian', layout.isLittle ? 'little' : 'big'],
    ['encoding', layout.encoding],
    ['space origin', vector(origin)],
    ...(layout.isDetached ? [['data file', 'voxels.bin']] : []),
  ]);
  const lines = [
    'NRRD0005',
    '# Complete NRRD file format specification at:',
    ...layout.order(fields).map(([key, value]) => `${key}: ${value}`),
    ...layout.pairs,
  ];
  const header = Buffer.from(`${lines.join(layout.end)}${layout.end}${layout.end}`, 'latin1');
  if (layout.isDetached)
    return [
      ['image.nhdr', header],
      ['voxels.bin', data],
    ];
  return [['image.nrrd', Buffer.concat([header, data])]];
}

function encoded(plain, { stored }, { encoding, level }) {
  if (/^(gzip|gz|GZIP)$/.test(encoding)) return gzipSync(plain, { level });
  if (encoding === 'raw') return plain;
  return Buffer.from(`${Array.from(stored, (v) => String(v)).join('\n')}\n`);
}

/** Some way to write a NRRD; all mean the same. */
export function nrrdLayout(random) {
  const seed = random.int(2 ** 30);
  return {
    isLittle: random.chance(0.8),
    encoding: random.pick(['raw', 'raw', 'gzip', 'gzip', 'gz', 'ascii']),
    level: random.pick([1, 9]),
    space: random.pick(Object.keys(spaces)),
    hasKinds: random.chance(0.5),
    hasListAxis: random.chance(0.1),
    isDetached: random.chance(0.2),
    typeName: (all) => all[seed % all.length],
    number: random.pick([String, String, (v) => v.toExponential()]),
    comma: random.pick([',', ', ']),
    end: random.pick(['\n', '\n', '\n', '\r\n']),
    // Fields may come in any order, but that dimension comes before what counts its axes.
    order: random.chance(0.7) ? (f) => f : ([a, b, c, ...rest]) => [a, b, c, ...rest.reverse()],
    pairs: random.pick([[], [], ['maker:=nobody'], ['# the end']]),
  };
}
