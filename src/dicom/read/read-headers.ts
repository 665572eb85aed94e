import type { DataSet } from 'dicom-parser';
import { sha256Of } from '../../files/sha256-of.js';
import type { Vec3 } from '../../image/volume.js';
import { type Attributes, attributesOf } from '../file/attributes.js';
import { parseHeader } from '../file/parse-file.js';
import { readPetAttributes } from '../suv/read-pet-attributes.js';
import type { PixelFormat, Plane, SliceHeader } from './slice-header.js';

const sharedGroups = 'x52009229';
const perFrameGroups = 'x52009230';
const mediaDirectory = '1.2.840.10008.1.3.10';

/**
 * Reads the headers of a file's slices: one, or those of a multi-frame file.
 *
 * @returns null for a file that is no DICOM, `damaged` for one that seems to be and cannot be parsed; none for a DICOMDIR
 */
export async function readHeaders(
  path: string,
): Promise<readonly SliceHeader[] | 'damaged' | null> {
  const file = await parseHeader(path);
  if (file === null || file === 'damaged') return file;
  const root = attributesOf([file]);
  if (root.text('x00020002') === mediaDirectory) return [];
  const frames = file.elements[perFrameGroups]?.items ?? [];
  const shared = innerSets(file.elements[sharedGroups]?.items?.[0]?.dataSet);
  if (frames.length === 0) return [sliceHeader(path, null, root, root)];
  return frames.map(({ dataSet }, frame) => {
    const all = attributesOf([...innerSets(dataSet), ...shared, file]);
    return sliceHeader(path, frame, root, all);
  });
}

/** The functional groups of a frame: sequences of one item each. */
function innerSets(group: DataSet | undefined): DataSet[] {
  return Object.values(group?.elements ?? {}).flatMap(({ items }) => items?.[0]?.dataSet ?? []);
}

/** @param root of the file, which has what identifies it; @param all of the frame first */
function sliceHeader(
  path: string,
  frame: number | null,
  root: Attributes,
  all: Attributes,
): SliceHeader {
  const modality = root.text('x00080060') ?? '';
  const pixels = pixelFormat(root, all);
  return {
    path,
    frame,
    studyUid: root.text('x0020000d') ?? '',
    seriesUid: root.text('x0020000e') ?? '',
    frameOfReferenceUid: all.text('x00200052'),
    sopClassUid: root.text('x00080016') ?? '',
    sopInstanceUid: root.text('x00080018') ?? '',
    patientHash: sha256Of([root.text('x00100020'), root.text('x00100010')].join('\n')),
    modality,
    seriesNumber: root.number('x00200011'),
    instanceNumber: root.number('x00200013'),
    imageType: all.texts('x00080008'),
    plane: pixels === null ? null : planeOf(all, pixels),
    pixels,
    pet: modality === 'PT' ? readPetAttributes(root, all) : null,
  };
}

function planeOf(all: Attributes, { rows, columns }: PixelFormat): Plane | null {
  const spacing = all.numbers('x00280030', 2);
  const cosines = all.numbers('x00200037', 6);
  const position = all.numbers('x00200032', 3);
  if (spacing === null || cosines === null || position === null) return null;
  return {
    rows,
    columns,
    spacing: [spacing[0]!, spacing[1]!],
    along: unit(cosines.slice(0, 3)),
    down: unit(cosines.slice(3)),
    position: position as unknown as Vec3,
    thickness: all.number('x00180050'),
  };
}

/** Six decimals in a file leave a length that is not quite 1. */
function unit(vector: readonly number[]): Vec3 {
  const length = Math.hypot(...vector) || 1;
  return [vector[0]! / length, vector[1]! / length, vector[2]! / length];
}

function pixelFormat(root: Attributes, all: Attributes): PixelFormat | null {
  const [rows, columns] = [root.unsigned('x00280010'), root.unsigned('x00280011')];
  const bitsAllocated = root.unsigned('x00280100');
  if (rows === null || columns === null || bitsAllocated === null) return null;
  const bitsStored = root.unsigned('x00280101') ?? bitsAllocated;
  const isSigned = root.unsigned('x00280103') === 1;
  const mapped = realWorldMapping(all);
  return {
    transferSyntax: root.text('x00020010') ?? '1.2.840.10008.1.2',
    rows,
    columns,
    samples: root.unsigned('x00280002') ?? 1,
    bitsAllocated,
    bitsStored,
    highBit: root.unsigned('x00280102') ?? bitsStored - 1,
    isSigned,
    slope: all.number('x00281053') ?? mapped?.slope ?? 1,
    intercept: all.number('x00281052') ?? mapped?.intercept ?? 0,
    padding: paddingOf(all, isSigned),
    frames: root.number('x00280008') ?? 1,
    hasLookup: all.items('x00283000').length > 0,
    isLossy: all.text('x00282110') === '01',
  };
}

/** The slope of an enhanced PET without a rescale slope. */
function realWorldMapping(all: Attributes): { slope: number; intercept: number } | null {
  const slope = all.double('x00409225');
  return slope === null ? null : { slope, intercept: all.double('x00409224') ?? 0 };
}

function paddingOf(all: Attributes, isSigned: boolean): readonly [number, number] | null {
  const read = isSigned ? all.signed : all.unsigned;
  const value = read('x00280120');
  if (value === null) return null;
  const limit = read('x00280121') ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}
