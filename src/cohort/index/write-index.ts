import { join } from 'node:path';
import { mapAtOnce } from '../../files/map-at-once.js';
import { writeFileWhole } from '../../files/write-file-whole.js';
import type { IndexEntry } from './index-entry.js';
import { indexFoot, indexHead, indexRow } from './index-page.js';

const rowsOfPiece = 64;
// File systems over a network answer several at once.
const atOnce = 32;

/** Where {@link writeIndex} writes. */
export function indexPath(folder: string): string {
  return join(folder, 'index.html');
}

/**
 * Writes a page that leads to the pages of studies, those first that somebody should look at: what failed, what was taken although it
 * was refused, what was warned of, then by the certainty of the least certain lesion; what is alike in the order of the studies.
 *
 * @param urgencies of the studies, as `urgencyOf` tells them
 * @param entryOf the study at a place in `urgencies`; asked for some at a time, so that not all need be there at once
 * @throws ResourceError, UsageError when it cannot be written; what `entryOf` throws
 */
export async function writeIndex(
  folder: string,
  urgencies: ArrayLike<number>,
  entryOf: (k: number) => Promise<IndexEntry>,
): Promise<void> {
  const order = Uint32Array.from(urgencies, (_, k) => k).sort(
    (a, b) => urgencies[a]! - urgencies[b]! || a - b,
  );
  await writeFileWhole(indexPath(folder), pieces(order, entryOf));
}

async function* pieces(
  order: Uint32Array,
  entryOf: (k: number) => Promise<IndexEntry>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(indexHead(order.length));
  for (let from = 0; from < order.length; from += rowsOfPiece) {
    const entries = await mapAtOnce([...order.subarray(from, from + rowsOfPiece)], atOnce, entryOf);
    yield Buffer.from(entries.map((entry, k) => indexRow(from + k + 1, entry)).join(''));
  }
  yield Buffer.from(indexFoot);
}
