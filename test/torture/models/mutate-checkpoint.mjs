// Damage of what torch.save wrote: a zip archive of entries that are stored as they are.
import { mutateBytes } from '../images/mutate-bytes.mjs';

/** Damages a checkpoint: anywhere, in the weights, in the pickle, or in the archive's directory. */
export function mutateCheckpoint(bytes, random) {
  const where = random.pick(['anywhere', 'weights', 'pickle', 'directory', 'end']);
  if (where === 'anywhere') return named(mutateBytes(bytes, random), where);
  const [from, to] = rangeOf(bytes, where);
  const inner = mutateBytes(bytes.subarray(from, to), random);
  return named(
    {
      bytes: Buffer.concat([bytes.subarray(0, from), inner.bytes, bytes.subarray(to)]),
      how: inner.how,
    },
    where,
  );
}

function named({ bytes, how }, where) {
  return { bytes, how: `${how}, ${where}` };
}

const signature = {
  entry: Buffer.from('PK\x03\x04', 'latin1'),
  directory: Buffer.from('PK\x01\x02', 'latin1'),
};

function rangeOf(bytes, where) {
  const directory = bytes.indexOf(signature.directory);
  if (where === 'end') return [Math.max(directory, bytes.length - 120), bytes.length];
  if (where === 'directory') return [directory, bytes.length];
  const second = bytes.indexOf(signature.entry, 4);
  return where === 'pickle' ? [0, second] : [second, directory];
}
