// Changes whose right answer is known beforehand: `same` (nothing of the image changed), `read` (something did, and
// must be read as it now is), `refuse`.
import { fatal, fatalOf } from './fatal-changes.mjs';
import { count } from './geometry.mjs';
import { byteSize, isFloat, nearest } from './stored.mjs';
import { formats } from './write-image.mjs';

/** What leaves the image as it is. */
const harmless = {
  'another way to write it': (c) => c.write(c.image),
  'a few bytes more': (c) => {
    const layer = (count(c.image.size) / Math.max(...c.image.size)) * byteSize(c.image.type);
    if (c.layout.encoding === 'ascii') return c.write(c.image);
    const more = Buffer.alloc(1 + c.random.int(Math.max(1, Math.min(64, layer - 1))), 7);
    // What follows a gzip must be none or zeros; within it, or after a zlib stream, a few bytes are padding.
    const isGzip = c.format === 'NRRD' && c.layout.encoding !== 'raw';
    return isGzip || layer < 2
      ? c.write(c.image)
      : c.write(c.image, { change: (b) => Buffer.concat([b, more]) });
  },
};

/** What changes the image, and how it is then. */
const meaningful = {
  'a voxel': (c) => {
    const stored = c.image.stored.slice();
    const at = c.random.int(stored.length);
    stored[at] = nearest(
      c.image.type,
      isFloat(c.image.type) ? stored[at] * 1.5 + 0.25 : stored[at] ^ 1,
    );
    return readAs(c, restored({ ...c.image, stored }));
  },
  'voxels swapped': (c) => {
    const stored = c.image.stored.slice();
    const [a, b] = [c.random.int(stored.length), c.random.int(stored.length)];
    [stored[a], stored[b]] = [stored[b], stored[a]];
    return readAs(c, restored({ ...c.image, stored }));
  },
  'the voxel size': (c) => {
    const axis = c.random.int(3);
    const spacing = c.image.spacing.with(axis, c.random.pick([1.5, 3.25, 4, 0.75]));
    return readAs(c, { ...c.image, spacing });
  },
  'the place': (c) => {
    const origin = c.image.origin.map((mm) => mm + c.random.pick([-7.5, 0, 12]));
    return readAs(c, { ...c.image, origin });
  },
  'the direction of an axis': (c) => {
    const axis = c.random.int(3);
    const direction = c.image.direction.map((v, i) => (i % 3 === axis ? -v + 0 : v));
    return readAs(c, { ...c.image, direction });
  },
  'two axes': (c) => {
    const [a, b] = c.random.shuffled([0, 1, 2]);
    const swap = (list) => list.with(a, list[b]).with(b, list[a]);
    const rows = [0, 1, 2].flatMap((row) => swap(c.image.direction.slice(3 * row, 3 * row + 3)));
    return readAs(c, { ...c.image, direction: rows });
  },
};

function readAs(c, image) {
  return { files: c.write(image), truth: image };
}

/** The image that its stored values mean. */
function restored(image) {
  const { slope, intercept } = image;
  return {
    ...image,
    voxels: Float64Array.from(image.stored, (v) => Math.fround(v * slope + intercept)),
  };
}

/**
 * Changes an image in a way of which the right answer is known.
 *
 * @returns the files, `claim`, the `truth` for `same` and `read`, and how
 */
export function mutateImage({ image, format, layout, random, bait }) {
  const { write } = formats[format];
  const c = {
    image,
    format,
    layout,
    random,
    bait,
    write: (changed, hooks = {}, over = {}) => write(changed, { ...layout, ...over }, hooks),
  };
  const kind = random.pick(['same', 'read', 'read', 'refuse', 'refuse', 'refuse']);
  if (kind === 'same') {
    const how = random.pick(Object.keys(harmless));
    return { claim: 'same', truth: image, files: harmless[how](c), how };
  }
  if (kind === 'read') {
    const how = random.pick(Object.keys(meaningful));
    return { claim: 'read', how, ...meaningful[how](c) };
  }
  const all = { ...fatal, ...fatalOf[format] };
  const how = random.pick(Object.keys(all));
  return { claim: 'refuse', files: all[how](c), how };
}
