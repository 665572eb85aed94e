// A case: a PET and a CT, one of them (or both) changed, and what is known of the answer.
import { gunzipSync, gzipSync } from 'node:zlib';
import { mutateBytes } from './mutate-bytes.mjs';
import { mutateImage } from './mutate-image.mjs';
import { readImage } from './read-image.mjs';
import { bodyStudy, kitStudy, part, restacked } from './subjects.mjs';
import { asStored, formats } from './write-image.mjs';

const body = bodyStudy();
const kit = kitStudy();
const subjects = {
  body,
  kit,
  tiny: { pet: part(body.pet, [12, 6, 5], [6, 5, 4]), ct: part(body.ct, [12, 6, 5], [6, 5, 4]) },
};
const typesOf = {
  pet: ['float32', 'float32', 'float64', 'int16', 'uint16', 'int32'],
  mask: ['uint8', 'uint8', 'int16', 'float32'],
  ct: ['int16', 'int16', 'int32', 'float32', 'float64', 'int64'],
};

/**
 * Makes a study's files.
 *
 * @param keepsGrid leave both images where the subject has them, so that its mask stays true
 * @returns for each of pet and ct: `files`, `truth` (what must be read; `{ why }` where nothing may), `claim`, `how`,
 *   `format`
 */
export function makeStudy(
  random,
  {
    bait,
    subject = random.pick(['body', 'body', 'kit', 'tiny']),
    keepsGrid = false,
    changes = random.pick(['pet', 'ct']),
  },
) {
  const turn = keepsGrid ? (image) => image : turner(random);
  const study = { subject };
  for (const role of ['pet', 'ct']) {
    const image = turn(subjects[subject][role], role);
    study[role] = makeImage(random, image, role, changes === role, bait);
  }
  return study;
}

/** As the studies' images: one, changed or as it is. */
export function makeImage(random, image, role, isChanged, bait) {
  const format = random.pick(Object.keys(formats));
  const type = random.pick(typesOf[role].filter((name) => formats[format].types.includes(name)));
  const scale = scaleFor(random, format, type, role);
  const stored = asStored(image, type, scale);
  const layout = formats[format].layout(random);
  if (!isChanged) {
    return {
      format,
      claim: 'same',
      how: 'as it is',
      truth: stored,
      files: formats[format].write(stored, layout),
    };
  }
  const made = random.chance(0.5)
    ? mutateImage({ image: stored, format, layout, random, bait })
    : damage(random, stored, format, layout);
  return { format, ...made };
}

/** Whole numbers hold SUV by way of a slope, which only NIfTI has; without one they are rounded. */
function scaleFor(random, format, type, role) {
  if (format !== 'NIfTI' || role !== 'pet' || type.startsWith('float')) return {};
  // As NIfTI-1 will hold it, in float32.
  return random.pick([
    { slope: Math.fround(0.001) },
    { slope: Math.fround(0.0005), intercept: 0.25 },
    {},
  ]);
}

/** Damage of bytes, within a NIfTI's compression or without. */
function damage(random, stored, format, layout) {
  const files = formats[format].write(stored, layout);
  const which = files.length > 1 && random.chance(0.4) ? 1 : 0;
  const [name, bytes] = files[which];
  const isInside = format === 'NIfTI' && layout.isGzipped && random.chance(0.6);
  const plain = isInside ? gunzipSync(bytes) : bytes;
  const headLength = which === 1 ? 0 : headOf(format, plain);
  const textLength = format === 'NIfTI' ? 0 : headLength;
  const { bytes: damaged, how } = mutateBytes(plain, random, {
    textLength,
    headLength: headLength || plain.length,
  });
  const changed = isInside ? gzipSync(damaged, { level: 1 }) : damaged;
  const all = files.with(which, [name, changed]);
  const truth = readImage(all);
  const isInVoxels =
    format === 'NIfTI'
      ? isInside || !layout.isGzipped
      : !layout.isCompressed &&
        layout.encoding !== 'gzip' &&
        layout.encoding !== 'gz' &&
        layout.encoding !== 'ascii';
  const isCertain =
    truth.why === undefined &&
    isInVoxels &&
    damaged.length === plain.length &&
    firstDifference(plain, damaged) >= (which === 1 ? 0 : headLength + (layout.extension ?? 0));
  return {
    files: all,
    truth,
    claim: isCertain ? 'read' : 'either',
    how: `${how}${isInside ? ', within the gzip' : ''}`,
    before: stored,
  };
}

function headOf(format, bytes) {
  if (format === 'NIfTI') return 544;
  const text = bytes.toString('latin1', 0, 4096);
  const end = format === 'NRRD' ? /\r?\n\r?\n/.exec(text) : /ElementDataFile[^\n]*\n/.exec(text);
  return end === null ? bytes.length : end.index + end[0].length;
}

function firstDifference(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return a.length;
}

/** Puts both images elsewhere in the world: other axes, a few degrees, other voxels. */
function turner(random) {
  const order = random.shuffled([0, 1, 2]);
  const signs = order.map(() => random.pick([1, -1]));
  const angle = random.pick([0, 0, 0.12]);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const direction = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  order.forEach((row, axis) => {
    direction[3 * row + axis] = signs[axis];
  });
  const rotated = [0, 1, 2].flatMap((axis) => [
    c * direction[axis] - s * direction[3 + axis],
    s * direction[axis] + c * direction[3 + axis],
    direction[6 + axis],
  ]);
  const turned = [0, 1, 2].flatMap((row) => [0, 1, 2].map((axis) => rotated[3 * axis + row] + 0));
  const spacing = random.pick([null, null, [4, 4, 5], [8.5, 7.25, 3]]);
  const ownCt = random.chance(0.3);
  const stacking = random.shuffled([0, 1, 2]);
  const flips = stacking.map(() => random.chance(0.5));
  return (image, role) => {
    const moved = { ...image, direction: turned, spacing: spacing ?? image.spacing };
    if (role === 'pet' || !ownCt) return moved;
    // The CT on a grid of its own: coarser, a little off, its axes in another order.
    const own = {
      ...moved,
      spacing: moved.spacing.map((mm) => mm * 1.25),
      origin: moved.origin.map((mm) => mm - 3),
    };
    return restacked(own, stacking, flips);
  };
}
