import { type Spool, withSpool } from '../../files/spool.js';
import { writeFileWhole } from '../../files/write-file-whole.js';
import type { Log } from '../../log.js';
import type { CohortStudy } from '../cohort-study.js';
import { balanceShards } from './balance-shards.js';
import { describeStudies } from './describe-studies.js';
import { type ManifestCells, manifestCells, manifestText } from './manifest.js';

/** What was found while a manifest was written. */
export interface Manifested {
  /** Of each study, in their order; 0 where that could not be told. */
  readonly voxels: Float64Array;
  /** Names of studies of which a file cannot be used. */
  readonly broken: readonly string[];
}

/**
 * Looks at all studies, spreads them over shards and writes a manifest of them. Which shard a study is in hangs on all others, so what was found
 * of each lies on the disk until then.
 *
 * @throws ResourceError, UsageError when it cannot be written
 */
export async function writeManifest(
  path: string,
  studies: readonly CohortStudy[],
  shards: number,
  log: Log,
): Promise<Manifested> {
  return withSpool<readonly ManifestCells[], Manifested>(path, async (spool) => {
    const voxels = new Float64Array(studies.length);
    const broken: string[] = [];
    let [k, pieces] = [0, 0];
    for await (const piece of describeStudies(studies, log)) {
      for (const described of piece) {
        voxels[k++] = described.voxels;
        if (described.inputs.length === 0) broken.push(described.study.name);
      }
      await spool.add([piece.map(manifestCells)]);
      pieces += 1;
    }
    await writeFileWhole(path, manifestPieces(spool, pieces, balanceShards(voxels, shards)));
    return { voxels, broken };
  });
}

async function* manifestPieces(
  spool: Spool<readonly ManifestCells[]>,
  pieces: number,
  shards: Uint32Array,
): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (let k = 0; k < pieces; k++) {
    const rows = await spool.at(k);
    yield Buffer.from(manifestText(rows, shards.subarray(from), k === 0));
    from += rows.length;
  }
}
