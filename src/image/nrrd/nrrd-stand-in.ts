import { standInSide, standInVoxels } from '../stored/stand-in-voxels.js';
import type { StandIn } from '../stored/stored-image.js';
import type { VoxelType } from '../stored/voxel-type.js';
import type { Geometry } from '../volume.js';
import type { NrrdGeometry } from './nrrd-geometry.js';
import { fieldName, type NrrdHeader } from './parse-nrrd-header.js';

/**
 * A small NRRD with the header of a large one. ITK in WebAssembly takes left-anterior-superior for
 * right-anterior-superior, which ITK 5.4 does not: such a header is written in LPS.
 */
export function nrrdStandIn(
  { lines, fields }: NrrdHeader,
  { axes, geometry }: NrrdGeometry,
  type: VoxelType,
  isLittleEndian: boolean,
): StandIn {
  const isMistaken = /^(left-anterior-superior|las)$/i.test(fields.get('space') ?? '');
  const replaced = new Map<string, string | null>([
    ['sizes', axes.map(({ isSpatial }) => (isSpatial ? standInSide : 1)).join(' ')],
    ['encoding', 'raw'],
    ['endian', null],
    ['data file', null],
    ['byte skip', null],
    ['line skip', null],
    // Only text, over whose umlauts ITK in WebAssembly stumbles.
    ['content', null],
    ['labels', null],
    ['sample units', null],
    ...(isMistaken ? inLps(geometry, axes) : []),
  ]);
  const kept = lines.flatMap((line, i) => {
    const name = fieldName(line);
    // Comments and keys of other programs.
    if (name === null) return i === 0 ? [line.trim()] : [];
    const value = replaced.get(name);
    if (value === undefined) return [line.replace(/\r?\n$/, '')];
    return value === null ? [] : [`${name}: ${value}`];
  });
  // Voxels written as text need no byte order; the stand-in's do.
  kept.push(`endian: ${isLittleEndian ? 'little' : 'big'}`);
  const header = Buffer.from(`${kept.join('\n')}\n\n`, 'latin1');
  return {
    bytes: Buffer.concat([header, standInVoxels(type, isLittleEndian)]),
    ending: 'nrrd',
    reading: 'its header',
    isVerbatim: !isMistaken,
  };
}

/** The fields that place an image, in the space left-posterior-superior. */
function inLps(
  { spacing, direction: d, origin }: Geometry,
  axes: NrrdGeometry['axes'],
): [string, string][] {
  const steps = ([0, 1, 2] as const).map((axis) =>
    [d[axis], d[(axis + 3) as 3], d[(axis + 6) as 6]].map((cosine) => cosine * spacing[axis]),
  );
  const vectors = axes.map(({ isSpatial }) =>
    isSpatial ? `(${steps.shift()?.join(',')})` : 'none',
  );
  return [
    ['space', 'left-posterior-superior'],
    ['space directions', vectors.join(' ')],
    ['space origin', `(${origin.join(',')})`],
  ];
}
