import { identityDirection, type Mat3, type Vec3, type Volume } from '../../src/image/volume.js';
import { renderMip } from '../../src/picture/render-mip.js';

/** 2 × 3 × 2 voxels of 2 mm: one voxel per pixel. */
const grid = {
  size: [2, 3, 2] as Vec3,
  spacing: [2, 2, 2] as Vec3,
  origin: [0, 0, 0] as Vec3,
  direction: identityDirection,
};

/** [z,y,x]: each cut from the front backwards, the patient's right first. */
const pet: Volume = {
  ...grid,
  // biome-ignore format: the rows of the image
  data: new Float32Array([
    0, 2,   4, 0,   1, 12, // inferior: y = 0 (front), 1, 2
    6, 0,   0, 8,   0, -3, // superior
  ]),
};

const maskOf = (...voxels: number[]): Volume<Uint8Array> => {
  const data = new Uint8Array(12);
  for (const voxel of voxels) data[voxel] = 1;
  return { ...grid, data };
};

const pixels = ({ data }: { data: Uint8Array }) =>
  Array.from({ length: data.length / 3 }, (_, i) => [...data.subarray(3 * i, 3 * i + 3)]);
const grey = (suv: number) => {
  const level = Math.round(255 * (1 - suv / 10));
  return [level, level, level];
};

describe('renderMip', () => {
  test('shows the maxima from the front, then from the side, superior up', () => {
    const picture = renderMip(pet, maskOf());
    expect([picture.width, picture.height]).toEqual([5, 2]);
    // From the front, patient's right first: x = 0, 1. From the side, the front first: y = 0, 1, 2.
    // biome-ignore format: the rows of the picture
    expect(pixels(picture)).toEqual([
      grey(6), grey(8),   grey(6), grey(8), grey(0), // superior
      grey(4), grey(10),  grey(2), grey(4), grey(10), // inferior
    ]);
  });

  test('lays 55 % of red over the lesions', () => {
    // The voxel x = 1, y = 1, superior, under SUV 8 from both sides.
    const picture = pixels(renderMip(pet, maskOf(9)));
    const under = 255 * 0.2;
    const red = [Math.round(under + 0.55 * (255 - under)), Math.round(under * 0.45)];
    expect(picture[1]).toEqual([red[0], red[1], red[1]]);
    expect(picture[3]).toEqual([red[0], red[1], red[1]]);
    expect(picture[0]).toEqual(grey(6));
  });

  test('takes every label but 0 for lesion', () => {
    const two = maskOf(9);
    two.data[9] = 2;
    expect(renderMip(pet, two)).toEqual(renderMip(pet, maskOf(9)));
  });

  test('draws the truth as a blue line round it', () => {
    const blue = [0, 90, 255];
    const picture = pixels(renderMip(pet, maskOf(), maskOf(9)));
    // biome-ignore format: the rows of the picture
    expect(picture).toEqual([
      blue, grey(8),   blue, grey(8), blue,
      grey(4), blue,   grey(2), blue, grey(10),
    ]);
  });

  test.each(orientations())(
    'shows the same patient however stored: axes %j, flips %j',
    (axes, flips) => {
      const truth = maskOf(4, 5);
      const picture = renderMip(
        storedAs(pet, axes, flips),
        storedAs(maskOf(9), axes, flips),
        storedAs(truth, axes, flips),
      );
      expect(picture).toEqual(renderMip(pet, maskOf(9), truth));
    },
  );

  test('takes the nearest axes of an oblique image', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const oblique = { ...pet, direction: [c, -s, 0, s, c, 0, 0, 0, 1] as Mat3 };
    expect(renderMip(oblique, maskOf())).toEqual(renderMip(pet, maskOf()));
  });

  test('makes pixels 2 mm squares, interpolating linearly', () => {
    const spacing: Vec3 = [4, 6, 8];
    const picture = renderMip({ ...pet, spacing }, { ...maskOf(), spacing });
    expect([picture.width, picture.height]).toEqual([4 + 9, 8]);
    const row = pixels(picture).slice(0, 4);
    // New centres at 1/4, 3/4, 5/4, 7/4 voxels, old ones at 1/2 and 3/2, of SUV 6 and 8.
    expect(row).toEqual([grey(6), grey(6.5), grey(7.5), grey(8)]);
  });
});

function orientations(): [number[], boolean[]][] {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  const flips = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [1, 2, 4].map((bit) => (bits & bit) !== 0));
  return orders.flatMap((order) => flips.map((flip): [number[], boolean[]] => [order, flip]));
}

/** Stores an LPS image so that its i-th index axis runs along world axis `axes[i]`, or against it. */
function storedAs<T extends Float32Array | Uint8Array>(
  image: Volume<T>,
  axes: number[],
  flips: boolean[],
): Volume<T> {
  const size = axes.map((world) => image.size[world]!);
  const data = image.data.slice() as T;
  for (let index = 0; index < data.length; index += 1) {
    const stored = [
      index % size[0]!,
      Math.floor(index / size[0]!) % size[1]!,
      Math.floor(index / (size[0]! * size[1]!)),
    ];
    const world = [0, 0, 0];
    axes.forEach((axis, i) => {
      world[axis] = flips[i] ? size[i]! - 1 - stored[i]! : stored[i]!;
    });
    data[index] = image.data[(world[2]! * image.size[1] + world[1]!) * image.size[0] + world[0]!]!;
  }
  const direction = [0, 1, 2].flatMap((world) =>
    axes.map((axis, i) => (axis === world ? (flips[i] ? -1 : 1) : 0)),
  ) as unknown as Mat3;
  const pick = (values: Vec3) => axes.map((world) => values[world]) as unknown as Vec3;
  return { ...image, size: pick(image.size), spacing: pick(image.spacing), direction, data };
}
