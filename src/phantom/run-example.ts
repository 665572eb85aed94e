import { join } from 'node:path';
import { checkOutputs } from '../files/check-outputs.js';
import { writeFileWhole } from '../files/write-file-whole.js';
import { readVolume } from '../image/read/read-volume.js';
import { type Volume, voxelMillilitres } from '../image/volume.js';
import { writeVolume } from '../image/write/write-volume.js';
import { type MaskScore, scoreMask } from '../lesions/score-mask.js';
import type { Log, OnProgress } from '../log.js';
import { encodePng } from '../picture/encode-png.js';
import { renderMip } from '../picture/render-mip.js';
import { segment } from '../segment/segment.js';
import { makePhantom } from './make-phantom.js';

/** Draws a patient with lesions in nodes, lung, liver and bone. */
const exampleSeed = 1;

const exampleFiles = ['pet.mha', 'ct.mha', 'truth.mha', 'mask.mha', 'mip.png'] as const;

/**
 * Makes a synthetic whole-body study, segments it with the bundled weights, scores the mask against
 * the known lesions, and writes `pet.mha`, `ct.mha`, `truth.mha`, `mask.mha` and `mip.png`.
 *
 * @param folder where the files go; it is made if it is not there
 * @throws AutopetError as {@link segment} does
 */
export async function runExample(folder: string, log: Log, onProgress: OnProgress): Promise<void> {
  const inFolder = (name: (typeof exampleFiles)[number]): string => join(folder, name);
  await checkOutputs({ outputs: exampleFiles.map(inFolder) });
  log.info({ seed: exampleSeed }, 'making a synthetic whole-body PET/CT study');
  const { pet, ct, truth } = makePhantom({ seed: exampleSeed });
  await writeVolume(inFolder('pet.mha'), pet);
  await writeVolume(inFolder('ct.mha'), ct);
  await writeVolume(inFolder('truth.mha'), truth);
  await segment({
    pet: inFolder('pet.mha'),
    ct: inFolder('ct.mha'),
    output: inFolder('mask.mha'),
    log,
    onProgress,
  });
  const mask = (await readVolume(inFolder('mask.mha'))) as Volume<Uint8Array>;
  await writeFileWhole(inFolder('mip.png'), encodePng(renderMip(pet, mask, truth)));
  const [x, y, z] = truth.size;
  const score = scoreMask(mask.data, truth.data, [z, y, x], voxelMillilitres(truth.spacing));
  log.info({ ...score }, describe(score, inFolder('mip.png')));
}

function describe(score: MaskScore, picture: string): string {
  return [
    `Dice ${score.dice?.toFixed(3) ?? 'undefined (no lesion)'}`,
    `${score.lesionsFound} of ${score.referenceLesions} lesions found`,
    `${score.falseLesions} false lesion(s), ${score.falsePositiveMl.toFixed(1)} ml`,
    `look at ${picture}`,
  ].join('; ');
}
