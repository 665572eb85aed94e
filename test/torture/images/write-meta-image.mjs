// Writes MetaImages in as many ways as programs do.
import { deflateSync } from 'node:zlib';
import { toBytes } from './stored.mjs';

const names = {
  int8: 'MET_CHAR',
  uint8: 'MET_UCHAR',
  int16: 'MET_SHORT',
  uint16: 'MET_USHORT',
  int32: 'MET_INT',
  uint32: 'MET_UINT',
  int64: 'MET_LONG_LONG',
  uint64: 'MET_ULONG_LONG',
  float32: 'MET_FLOAT',
  float64: 'MET_DOUBLE',
};
export const metaTypes = Object.keys(names);

/**
 * @param image grid, `type`, and its `stored` values
 * @param layout what the file looks like, of `metaLayout`
 * @param edit changes the header's fields, a list of keys and values
 * @param change changes the bytes of the voxels as they are stored
 * @returns the files, the first is the image
 */
export function writeMetaImage(image, layout, { edit = (f) => f, change = (b) => b } = {}) {
  const { size, spacing, origin, direction: d, type, stored } = image;
  const plain = toBytes(type, layout.isLittle, stored);
  const data = change(layout.isCompressed ? deflateSync(plain, { level: layout.level }) : plain);
  const number = (value) => layout.number(value);
  const list = (values) => values.map(number).join(layout.gap);
  const raw = layout.isCompressed ? 'voxels.zraw' : 'voxels.raw';
  const columns = [d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8]];
  const fields = edit([
    ['ObjectType', 'Image'],
    ['NDims', '3'],
    ...layout.strangers,
    ['BinaryData', 'True'],
    [layout.order, layout.isLittle ? 'False' : 'True'],
    ['CompressedData', layout.isCompressed ? 'True' : 'False'],
    ...(layout.isCompressed ? sizeField(layout, data.length) : []),
    [layout.matrix, list(columns)],
    [layout.offset, list(origin)],
    ['CenterOfRotation', '0 0 0'],
    [layout.spacing, list(spacing)],
    ['DimSize', size.join(layout.gap)],
    ['ElementType', names[type]],
    ['ElementDataFile', layout.isDetached ? raw : 'LOCAL'],
  ]);
  const header = Buffer.from(
    fields.map(([key, value]) => `${key}${layout.equals}${value}${layout.end}`).join(''),
    'latin1',
  );
  if (layout.isDetached)
    return [
      ['image.mhd', header],
      [raw, data],
    ];
  return [['image.mha', Buffer.concat([header, data])]];
}

function sizeField({ saysSize }, length) {
  if (saysSize === 'nothing') return [];
  return [['CompressedDataSize', saysSize === 'zero' ? '0' : String(length)]];
}

/** Some way to write a MetaImage; all mean the same. */
export function metaLayout(random) {
  const isCompressed = random.chance(0.5);
  return {
    isLittle: random.chance(0.8),
    isCompressed,
    level: random.pick([1, 6, 9]),
    saysSize: random.pick(['length', 'length', 'length', 'zero', 'nothing']),
    isDetached: random.chance(0.2),
    equals: random.pick([' = ', ' = ', ' = ', '=', ' =\t', ' : ']),
    end: random.pick(['\n', '\n', '\n', ' \n']),
    gap: random.pick([' ', ' ', '  ']),
    number: random.pick([
      String,
      String,
      (v) => v.toExponential(),
      (v) => (v < 0 ? String(v) : `+${v}`),
    ]),
    order: random.pick(['BinaryDataByteOrderMSB', 'ElementByteOrderMSB']),
    offset: random.pick(['Offset', 'Offset', 'Position', 'Origin']),
    matrix: random.pick(['TransformMatrix', 'TransformMatrix', 'Rotation', 'Orientation']),
    spacing: random.pick(['ElementSpacing', 'ElementSpacing', 'ElementSize']),
    strangers: random.pick([[], [], [['Comment', 'made up']], [['AnatomicalOrientation', 'RAI']]]),
  };
}
