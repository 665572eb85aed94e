// A reader of .mha files that shares nothing with autopet's: header lines, then voxels, perhaps zlib.
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

const types = { MET_UCHAR: Uint8Array, MET_SHORT: Int16Array, MET_FLOAT: Float32Array };

export function readMha(path) {
  const bytes = readFileSync(path);
  const marker = 'ElementDataFile = LOCAL\n';
  const end = bytes.indexOf(marker) + marker.length;
  if (end < marker.length) throw new Error(`${path}: the header does not end in ${marker.trim()}`);
  const header = Object.fromEntries(
    bytes
      .subarray(0, end)
      .toString('latin1')
      .trim()
      .split('\n')
      .map((line) => line.split(' = ')),
  );
  const isCompressed = header.CompressedData === 'True';
  const voxels = isCompressed ? inflateSync(bytes.subarray(end)) : bytes.subarray(end);
  const Type = types[header.ElementType];
  if (Type === undefined) throw new Error(`${path}: ElementType ${header.ElementType}`);
  return { header, isCompressed, data: new Type(new Uint8Array(voxels).buffer) };
}
