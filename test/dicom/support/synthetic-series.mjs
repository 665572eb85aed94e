// A synthetic PET series, and lesions on it, for the tests of what is written and for .ci/dicom.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveUid } from '../../../dist/dicom/write/derive-uid.js';
import { encodeObject } from '../../../dist/dicom/write/encode-object.js';

/** Row cosines, column cosines; slices follow each other along their cross product, or against it. */
const layouts = {
  straight: { row: [1, 0, 0], column: [0, 1, 0], slices: 14 },
  'feet first': { row: [-1, 0, 0], column: [0, 1, 0], slices: 14 },
  oblique: { ...turned(25), slices: 14 },
  reversed: { row: [1, 0, 0], column: [0, 1, 0], slices: 14, against: true },
  'single slice': { row: [1, 0, 0], column: [0, 1, 0], slices: 1 },
  'multi-frame': { row: [1, 0, 0], column: [0, 1, 0], slices: 14 },
};
export const poses = Object.keys(layouts);

const [columns, rows] = [37, 29];
/** Between rows, between columns. */
const pixelSpacing = [3.5, 2.75];
const sliceSpacing = 3.27;
const origin = [-51.25, -70.5, -812.125];

export function makeFindings(pose) {
  const { row, column, slices, against } = layouts[pose];
  const normal = cross(row, column).map((cosine) => (against ? -cosine : cosine));
  const geometry = {
    size: [columns, rows, slices],
    spacing: [pixelSpacing[1], pixelSpacing[0], sliceSpacing],
    origin,
    direction: [0, 1, 2].flatMap((axis) => [row[axis], column[axis], normal[axis]]),
  };
  const pet = new Float32Array(columns * rows * slices);
  const mask = new Uint8Array(pet.length);
  for (let k = 0, at = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, at++) {
        pet[at] = Math.fround(((i * 7 + j * 13 + k * 29) % 101) / 16);
        mask[at] = isLesion(i, j, k) ? 1 : 0;
      }
    }
  }
  return { pet: { ...geometry, data: pet }, mask: { ...geometry, data: mask } };
}

/** A shell with a hollow, a ball, single voxels, two that touch by a corner, one that touches the border. */
function isLesion(i, j, k) {
  const far = Math.hypot((i - 10) / 1.2, j - 10, k - 5);
  if (far < 5 && far > 2.2) return true;
  if (Math.hypot(i - 26, (j - 18) / 1.4, (k - 7) * 1.3) < 4.4) return true;
  if (i <= 2 && j >= 25 && k === 0) return true;
  if ((i === 33 && j === 4) || (i === 34 && j === 5)) return k === 0 || k === 3;
  return (i === 20 && j === 3 && k === 0) || (i === 21 && j === 4 && k === 1);
}

export function writeSeries(folder, pose, attributes = {}, count = Number.POSITIVE_INFINITY) {
  const { pet } = makeFindings(pose);
  const { row, column, slices, against } = layouts[pose];
  const normal = cross(row, column).map((cosine) => (against ? -cosine : cosine));
  // Beds do not join exactly: the jitter of a real scanner.
  const positions = Array.from({ length: slices }, (_, k) => {
    const away = k * sliceSpacing + (k % 5 === 4 ? 0.02 : 0);
    return origin.map((mm, axis) => Number((mm + normal[axis] * away).toFixed(6)));
  });
  const frames = pose === 'multi-frame' ? [positions] : positions.map((position) => [position]);
  const uid = (what) => deriveUid('synthetic', pose, what);
  const series = {
    studyInstanceUID: uid('study'),
    seriesInstanceUID: uid('series'),
    frameOfReferenceUID: uid('frame of reference'),
    modality: 'PT',
    rows,
    columns,
    pixelSpacing,
    imageOrientationPatient: [...row, ...column],
  };
  const sopClassUID =
    pose === 'multi-frame' ? '1.2.840.10008.5.1.4.1.1.130' : '1.2.840.10008.5.1.4.1.1.128';
  const files = frames.map((places, file) => {
    const path = join(folder, `${String(file).padStart(3, '0')}.dcm`);
    const sopInstanceUID = uid(`instance ${file}`);
    const own = { SOPClassUID: sopClassUID, SOPInstanceUID: sopInstanceUID };
    const pixels = petAttributes(pet, file, places.length);
    const place =
      pose === 'multi-frame' ? groups(series, places) : planar(series, places[0], file + 1);
    const object = { ...common(series), ...own, ...place, ...pixels, ...attributes };
    if (file < count) writeFileSync(path, encodeObject(object));
    return places.map((imagePositionPatient, frame) => ({
      path,
      sopClassUID,
      sopInstanceUID,
      ...(pose === 'multi-frame' ? { frame: frame + 1 } : {}),
      imagePositionPatient,
    }));
  });
  return { ...series, slices: files.flat() };
}

function common(series) {
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    ImageType: ['ORIGINAL', 'PRIMARY'],
    StudyInstanceUID: series.studyInstanceUID,
    SeriesInstanceUID: series.seriesInstanceUID,
    FrameOfReferenceUID: series.frameOfReferenceUID,
    PositionReferenceIndicator: '',
    StudyDate: '20240229',
    StudyTime: '101500',
    SeriesDate: '20240229',
    SeriesTime: '102233.5',
    AcquisitionDate: '20240229',
    AcquisitionTime: '102233.5',
    ContentDate: '20240229',
    ContentTime: '102233.5',
    AccessionNumber: 'A-77',
    Modality: 'PT',
    Manufacturer: 'Synthetic',
    ReferringPhysicianName: 'Weiß^Ärztin',
    StudyDescription: 'Ganzkörper-PET',
    PatientName: 'Müller^Jürgen=山田^太郎',
    PatientID: 'PLANTED-ID-1',
    PatientBirthDate: '19700101',
    PatientSex: 'O',
    PatientAge: '054Y',
    PatientSize: '1.8',
    PatientWeight: '80',
    StudyID: 'S1',
    SeriesNumber: 4,
    SeriesDescription: 'PET WB AC',
    PatientPosition: 'HFS',
  };
}

function planar(series, position, number) {
  return {
    InstanceNumber: number,
    ImagePositionPatient: position.map(String),
    ImageOrientationPatient: series.imageOrientationPatient.map((cosine) => cosine.toFixed(9)),
    PixelSpacing: pixelSpacing.map(String),
    SliceThickness: String(sliceSpacing),
  };
}

function groups(series, places) {
  const { InstanceNumber, ImageOrientationPatient, ...measures } = planar(series, places[0], 1);
  delete measures.ImagePositionPatient;
  return {
    InstanceNumber,
    NumberOfFrames: places.length,
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [{ ImageOrientationPatient }],
        PixelMeasuresSequence: [measures],
      },
    ],
    PerFrameFunctionalGroupsSequence: places.map((place) => ({
      PlanePositionSequence: [{ ImagePositionPatient: place.map(String) }],
    })),
  };
}

function petAttributes(pet, file, frames) {
  const voxels = pet.data.subarray(file * rows * columns, (file + frames) * rows * columns);
  return {
    Units: 'GML',
    SUVType: 'BW',
    CorrectedImage: ['DECY', 'ATTN', 'SCAT'],
    DecayCorrection: 'START',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    RescaleIntercept: '0',
    RescaleSlope: '0.0625',
    PixelData: Uint16Array.from(voxels, (suv) => suv * 16).buffer,
  };
}

function turned(degrees) {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return { row: [c, 0.6 * s, 0.8 * s], column: [-s, 0.6 * c, 0.8 * c] };
}

function cross([a, b, c], [x, y, z]) {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}
