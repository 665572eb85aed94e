import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResourceError } from '../../../src/errors.js';
import { writeVolume } from '../../../src/image/write/write-volume.js';
import { makeVolume } from '../../support/make-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { onFailingDisk } from './support/failing-disk.js';

const folder = temporaryFolder();
const mask = makeVolume<Uint8Array>({
  size: [3, 4, 5],
  origin: [-123, 45, 67],
  data: Uint8Array.from({ length: 60 }, (_, i) => i % 2),
});

/** The file's header says another origin; its voxels are whole. */
function moveImage(bytes: Buffer): void {
  const at = bytes.indexOf('Offset = -123');
  if (at >= 0) bytes.write('Offset = -124', at);
}

/** The last bytes of the voxels' stream, or of anything else, are zero. */
function loseEnd(bytes: Buffer): void {
  bytes.fill(0, Math.max(0, bytes.length - 4));
}

describe.each([
  ['misplaces the image', moveImage],
  ['loses the end of what it is given', loseEnd],
])('on a disk that %s', (name, damage) => {
  const own = join(folder, name);
  const path = join(own, 'mask.mha');

  test('no mask is left, and the error says that it was not kept', async () => {
    mkdirSync(own);
    await onFailingDisk(damage, async () => {
      await expect(writeVolume(path, mask)).rejects.toThrow(/was not kept/);
    });
    expect(readdirSync(own)).toEqual([]);
  });

  test('an earlier mask stays as it was', async () => {
    await writeVolume(path, mask);
    const before = readFileSync(path);
    await onFailingDisk(damage, async () => {
      await expect(writeVolume(path, mask)).rejects.toThrow(ResourceError);
    });
    expect(readdirSync(own)).toEqual(['mask.mha']);
    expect(readFileSync(path)).toEqual(before);
  });
});

test('a disk that keeps what it is given keeps the mask', async () => {
  const path = join(folder, 'sound', 'mask.mha');
  await onFailingDisk(
    () => undefined,
    () => writeVolume(path, mask),
  );
  expect(existsSync(path)).toBe(true);
});
