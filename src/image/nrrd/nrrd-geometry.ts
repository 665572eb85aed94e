import { InputError } from '../../errors.js';
import { parseNumbers } from '../stored/parse-numbers.js';
import type { Geometry, Mat3, Vec3 } from '../volume.js';
import type { NrrdHeader } from './parse-nrrd-header.js';

/** How the voxels of a NRRD lie in the patient, and which of its axes are those of the volume. */
export interface NrrdGeometry {
  readonly geometry: Geometry;
  /** Sizes of all axes, and whether each is one of the volume's three. */
  readonly axes: readonly { readonly size: number; readonly isSpatial: boolean }[];
  readonly remarks: readonly string[];
}

/** Signs that lead from each space to LPS. */
const spaces: ReadonlyMap<string, Vec3> = new Map(
  Object.entries<Vec3>({
    'left-posterior-superior': [1, 1, 1],
    lps: [1, 1, 1],
    'left-anterior-superior': [1, -1, 1],
    las: [1, -1, 1],
    'right-anterior-superior': [-1, -1, 1],
    ras: [-1, -1, 1],
  }),
);

/**
 * Where a NRRD image lies. Axes with the direction `none` must have one sample.
 *
 * @param path names the file in messages
 * @throws InputError when the header does not say it, or not in terms of the patient
 */
export function nrrdGeometry(path: string, { fields }: NrrdHeader): NrrdGeometry {
  const sizes = parseNumbers(fields.get('sizes') ?? '');
  if (sizes.length === 0 || sizes.length !== Number(fields.get('dimension'))) {
    throw new InputError(
      `${path}: the header says dimension: ${fields.get('dimension') ?? 'nothing'} and sizes: ${fields.get('sizes') ?? 'nothing'}. Expected as many sizes as dimensions.`,
    );
  }
  for (const field of ['axis mins', 'axis maxs']) {
    if (fields.has(field)) {
      throw new InputError(
        `${path}: the header says ${field}: ${fields.get(field)}. Expected a place in the patient: a space, space directions and a space origin. Write it again with one, or as .mha.`,
      );
    }
  }
  refuseOtherUnits(path, fields);
  return fields.has('space directions')
    ? placed(path, fields, sizes)
    : unplaced(path, fields, sizes);
}

/** A NRRD with `space directions`. */
function placed(
  path: string,
  fields: ReadonlyMap<string, string>,
  sizes: readonly number[],
): NrrdGeometry {
  const signs = signsOf(path, fields);
  const toLps = (vector: readonly number[]) =>
    vector.map((value, axis) => value * (signs[axis] ?? 1) + 0);
  const vectors = vectorsOf(path, fields.get('space directions') ?? '', sizes.length);
  const axes = sizes.map((size, axis) => ({ size, isSpatial: vectors[axis] !== null }));
  refuseOtherKinds(path, fields, axes);
  const size = spatialSize(path, axes);
  const steps = vectors.filter((vector) => vector !== null).map(toLps);
  const spacing = steps.map((step) => Math.hypot(...step));
  const direction = [0, 1, 2].flatMap((row) =>
    steps.map((step, axis) => (step[row] ?? Number.NaN) / (spacing[axis] ?? 0)),
  );
  const [origin = [0, 0, 0]] = fields.has('space origin')
    ? vectorsOf(path, fields.get('space origin') ?? '', 1)
    : [];
  return {
    geometry: {
      size,
      spacing: spacing as unknown as Vec3,
      origin: toLps(origin ?? [Number.NaN]) as unknown as Vec3,
      direction: direction as unknown as Mat3,
    },
    axes,
    remarks: fields.has('space origin')
      ? []
      : ['It has no space origin: its first voxel is taken to lie at 0, 0, 0.'],
  };
}

/** An axis with a direction is one of space, one without is none, and its kind must not deny it. */
function refuseOtherKinds(
  path: string,
  fields: ReadonlyMap<string, string>,
  axes: NrrdGeometry['axes'],
): void {
  const kinds = (fields.get('kinds') ?? '').split(/\s+/).filter((kind) => kind !== '');
  const fits = axes.every(({ isSpatial }, axis) => {
    const kind = (kinds[axis] ?? 'none').toLowerCase();
    const isUnknown = kind === 'none' || kind.startsWith('?');
    const isDomain = kind === 'domain' || kind === 'space';
    return isSpatial ? isDomain || isUnknown : !isDomain && !isUnknown;
  });
  if (fits) return;
  throw new InputError(
    `${path}: the header says kinds: ${fields.get('kinds') ?? 'nothing'} and space directions: ${fields.get('space directions')}. Expected the kind domain or space of every axis with a direction, and another, such as list, of one without.`,
  );
}

/** A NRRD that says no more than `spacings`. */
function unplaced(
  path: string,
  fields: ReadonlyMap<string, string>,
  sizes: readonly number[],
): NrrdGeometry {
  const spacings = parseNumbers(fields.get('spacings') ?? '');
  if (spacings.length !== sizes.length || fields.has('space')) {
    throw new InputError(
      `${path}: the header says space directions: nothing and spacings: ${fields.get('spacings') ?? 'nothing'}. Expected space directions, the voxel size in mm along each axis; the mask's position and volumes depend on them.`,
    );
  }
  let count = 0;
  const axes = sizes.map((size, axis) => ({
    size,
    isSpatial: !Number.isNaN(spacings[axis]) && ++count <= 3,
  }));
  const steps = spacings.filter((_, axis) => axes[axis]?.isSpatial);
  return {
    geometry: {
      size: spatialSize(path, axes),
      spacing: steps as unknown as Vec3,
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    },
    axes,
    remarks: [
      'It has spacings but no space: its axes are taken for left, posterior, superior from 0, 0, 0, as ITK does.',
    ],
  };
}

function spatialSize(path: string, axes: NrrdGeometry['axes']): Vec3 {
  const [x, y, z, ...more] = axes.filter((axis) => axis.isSpatial).map((axis) => axis.size);
  const isVolume = x !== undefined && y !== undefined && z !== undefined && more.length === 0;
  if (isVolume && axes.every((axis) => axis.isSpatial || axis.size === 1)) return [x, y, z];
  const found = axes.map((axis) => `${axis.size}${axis.isSpatial ? '' : ' (none)'}`).join(' x ');
  throw new InputError(
    `${path} is ${axes.length}-D (${found}). Expected one 3-D image with one value per voxel: three axes with a direction, and 1 channel.`,
  );
}

function signsOf(path: string, fields: ReadonlyMap<string, string>): Vec3 {
  const space = fields.get('space');
  const signs = spaces.get((space ?? '').toLowerCase());
  if (signs !== undefined) return signs;
  const found = space === undefined ? 'no space' : `space: ${space}`;
  throw new InputError(
    `${path}: the header says ${found}, which does not tell the patient's left from right. ITK would take x, y, z for left, posterior, superior; in the way of NIfTI they would be right, anterior, superior. Expected ${[...spaces.keys()].filter((name) => name.includes('-')).join(', ')}: write the true one into the header.`,
  );
}

/** Vectors in brackets, or `none`: as many as said. */
function vectorsOf(path: string, text: string, count: number): (number[] | null)[] {
  const words = text.match(/none|\([^()]*\)/g) ?? [];
  const rest = text.replace(/none|\([^()]*\)/g, '').trim();
  const vectors = words.map((word) =>
    word === 'none' ? null : parseNumbers(word.slice(1, -1).replaceAll(',', ' ')),
  );
  if (rest === '' && vectors.length === count && vectors.every((v) => v === null || v.length === 3))
    return vectors;
  throw new InputError(
    `${path}: the header says ${text}. Expected ${count} vector(s) of three numbers, such as (1,0,0), or none.`,
  );
}

function refuseOtherUnits(path: string, fields: ReadonlyMap<string, string>): void {
  for (const field of ['space units', 'units']) {
    const named = (fields.get(field) ?? '').match(/"[^"]*"|\S+/g) ?? [];
    const others = named
      .map((unit) => unit.replaceAll('"', '').trim())
      .filter((unit) => !/^(mm|millimet(er|re)s?|none|\?*)$/i.test(unit));
    if (others.length === 0) continue;
    throw new InputError(
      `${path}: the header says ${field}: ${fields.get(field)}. Expected "mm"; ITK passes over it and takes all numbers for mm. Write the image again in mm.`,
    );
  }
}
