import { identityDirection, type Vec3 } from '../../src/image/volume.js';
import { lesionErrors } from '../../src/picture/lesion-errors.js';
import { errorColours, renderErrors } from '../../src/picture/render-errors.js';

/** 2 × 3 × 2 voxels of 2.5 mm: one voxel per pixel. */
const grid = {
  size: [2, 3, 2] as Vec3,
  spacing: [2.5, 2.5, 2.5] as Vec3,
  origin: [0, 0, 0] as Vec3,
  direction: identityDirection,
};

/** [z,y,x], the front first: in front of the right half a rim, behind it the others. */
// biome-ignore format: the rows of the image
const errors = Uint8Array.from([
  lesionErrors.falsePositive, 0,   lesionErrors.truePositive, 0,   lesionErrors.missedLesion, 0,
  lesionErrors.falseNegative, 0,   0, lesionErrors.falseLesion,    lesionErrors.truePositive, 0,
]);

const white = [255, 255, 255];
const pixels = ({ data }: { data: Uint8Array }) =>
  Array.from({ length: data.length / 3 }, (_, i) => [...data.subarray(3 * i, 3 * i + 3)]);
const { truePositive, falseNegative, falsePositive } = errorColours;

test('shows the most serious in each line of sight, from the front and from the left', () => {
  const picture = renderErrors(grid, null, errors);
  expect([picture.width, picture.height]).toEqual([5, 2]);
  // biome-ignore format: the rows of the picture
  expect(pixels(picture)).toEqual([
    [...truePositive], [...falsePositive],   [...falseNegative], [...falsePositive], [...truePositive], // superior
    [...falseNegative], white,               [...falsePositive], [...truePositive], [...falseNegative],
  ]);
});

test('colours are what they are called, and differ in brightness', () => {
  const strongest = ([r, g, b]: readonly number[]) => [r!, g!, b!].indexOf(Math.max(r!, g!, b!));
  expect([falsePositive, truePositive, falseNegative].map(strongest)).toEqual([0, 1, 2]);
  const luminance = ([r, g, b]: readonly number[]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  const [bright, middle] = [luminance(truePositive), luminance(falseNegative)];
  expect(bright - middle).toBeGreaterThan(50);
  expect(bright - luminance(falsePositive)).toBeGreaterThan(50);
});

test('lies over the PET, black from SUV 10 on', () => {
  const pet = Float32Array.of(5, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0);
  const lone = new Uint8Array(12);
  lone[3] = lesionErrors.falseLesion;
  // biome-ignore format: the rows of the picture
  expect(pixels(renderErrors(grid, pet, lone))).toEqual([
    white, [0, 0, 0],                              white, [0, 0, 0], white,
    [128, 128, 128], [...falsePositive],           [128, 128, 128], [...falsePositive], white,
  ]);
});

test('without a PET only the surroundings of the lesions are shown', () => {
  const size: Vec3 = [200, 100, 300];
  const many = new Uint8Array(200 * 100 * 300);
  many[(150 * 100 + 50) * 200 + 100] = lesionErrors.missedLesion;
  const picture = renderErrors({ ...grid, size }, null, many);
  expect([picture.width, picture.height]).toEqual([61 + 61, 61]);
});
