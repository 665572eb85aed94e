import { type CheckedMetaImage, checkMetaImage, truncated } from './check-meta-image.js';
import { inflate, inflateInto } from './inflate.js';
import { readBytesWithItk, readWithItk } from './itk.js';
import type { PlainImage } from './itk-worker.js';
import { elementBytes, type MetaHeader } from './meta-header.js';

/**
 * Reads a MetaImage. Its voxels are inflated by Node.js, several times faster than by WebAssembly,
 * while ITK reads the header, which it gets over a stand-in of one voxel. Files with anything odd
 * about their voxels, such as another byte order, are ITK's to read as a whole.
 *
 * @param path an .mha or .mhd file
 * @throws InputError when the header is unusable or the voxels are damaged or too few
 * @throws Error with ITK's own words when ITK cannot read the header
 */
export async function readMetaImage(path: string): Promise<PlainImage> {
  const checked = await checkMetaImage(path);
  const { header, stored, voxelBytes } = checked;
  if (!header.isPlain || header.channels !== 1) return readWhole(path, checked);
  // What is wrong with the voxels is told first: it says more.
  const reading = readBytesWithItk(standIn(header), 'mha');
  reading.catch(() => undefined);
  const format = header.isCompressed ? 'zlib' : null;
  const { bytes, total } = await inflateInto(voxelBytes, stored.path, format, stored);
  if (total < voxelBytes) throw truncated(path, header, voxelBytes, total);
  const image = await reading;
  const data = castBytes(bytes, image, elementBytes[header.elementType]);
  return data === null ? readWhole(path, checked) : { ...image, size: header.size, data };
}

/** ITK reads all of it; whether compressed voxels are whole shows by inflating them once more. */
async function readWhole(path: string, checked: CheckedMetaImage): Promise<PlainImage> {
  const { header, stored, voxelBytes } = checked;
  if (header.isCompressed) {
    const inflated = await inflate(stored.path, 'zlib', stored);
    if (inflated < voxelBytes) throw truncated(path, header, voxelBytes, inflated);
  }
  return readWithItk(path);
}

/** The file with one voxel for all of them, so that ITK can be given it in memory. */
function standIn({ text, size }: MetaHeader): Uint8Array {
  const replaced: Readonly<Record<string, string>> = {
    DimSize: size.map(() => 1).join(' '),
    CompressedData: 'False',
    CompressedDataSize: '0',
    ElementDataFile: 'LOCAL',
  };
  const header = text.replace(/^(\w+) *=.*$/gm, (line, key: string) =>
    key in replaced ? `${key} = ${replaced[key]}` : line,
  );
  const largestVoxel = 8;
  return Buffer.concat([Buffer.from(header, 'latin1'), Buffer.alloc(largestVoxel)]);
}

type ArrayType = new (buffer: ArrayBufferLike) => ArrayBufferView;

/** The voxels as the type that ITK found for one; null where that is not as large as the file's. */
function castBytes(
  bytes: Uint8Array,
  { data }: PlainImage,
  elementSize: number | undefined,
): ArrayBufferView | null {
  if (data === null || data.byteLength !== elementSize) return null;
  const Type = data.constructor as ArrayType;
  return new Type(bytes.buffer);
}
