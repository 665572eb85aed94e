import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint } from '../../../src/nnunet/checkpoint/open-checkpoint.js';
import { directoryHeader, endOfZip, localHeader } from './support/build-zip.js';
import { checkpointPickle, storage } from './support/checkpoint-bytes.js';

/** Needs a file system with sparse files, so it runs only on request. */
const isWanted = process.env.AUTOPET_LARGE_FILES === '1';

(isWanted ? test : test.skip).each([2.5, 5])('a file of %p GiB', async (gibibytes) => {
  const folder = await mkdtemp(join(tmpdir(), 'autopet-large-'));
  const path = join(folder, 'checkpoint.pth');
  const file = await open(path, 'w');
  const pickle = checkpointPickle();
  const hole = Math.round(gibibytes * 2 ** 30);
  try {
    const pickleRecord = Buffer.concat([localHeader('a/data.pkl'), pickle]);
    const storageRecord = Buffer.concat([localHeader('a/data/0'), storage]);
    await file.write(pickleRecord, 0, pickleRecord.length, 0);
    await file.write(storageRecord, 0, storageRecord.length, hole);
    const directory = [
      directoryHeader('a/data.pkl', pickle.length, 0, true),
      directoryHeader('a/data/0', storage.length, hole, true),
    ];
    const directoryOffset = hole + storageRecord.length;
    const end = endOfZip(directory, directoryOffset, { zip64: true });
    const tail = Buffer.concat([...directory, end]);
    await file.write(tail, 0, tail.length, directoryOffset);
    await file.close();

    const checkpoint = await openCheckpoint(path);
    expect([...(await checkpoint.weights.get('w')!.read())]).toEqual([1.5, -2]);
    await checkpoint.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
