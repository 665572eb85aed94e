import { join } from 'node:path';
import { convertDicom } from '../dicom/convert/convert-dicom.js';
import { objectNames } from '../dicom/write/object-names.js';
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
import { segmentDicom } from '../segment/segment-dicom.js';
import { writePhantomDicom } from './dicom/write-phantom-dicom.js';
import { makePhantom, type Phantom } from './make-phantom.js';

/** Draws a patient with lesions in nodes, lung, liver and bone. */
const exampleSeed = 1;

const exampleFiles = [
  'pet.mha',
  'ct.mha',
  'truth.mha',
  'mask.mha',
  'mip.png',
  'lesions.csv',
  'page.html',
] as const;

interface ExampleOptions {
  /** Whether the study is written as DICOM, and read from that. */
  readonly dicom: boolean;
  readonly log: Log;
  readonly onProgress: OnProgress;
}

/**
 * Makes a synthetic whole-body study, segments it with the bundled weights, scores the mask against
 * the known lesions, and writes `pet.mha`, `ct.mha`, `truth.mha`, `mask.mha`, `mip.png`, `lesions.csv` and `page.html`. By way of DICOM it also writes the
 * two series in `dicom/`, what an archive takes of the mask in `objects/`, and `report.json`.
 *
 * @param folder where the files go; it is made if it is not there
 * @throws AutopetError as {@link segment} does
 */
export async function runExample(folder: string, options: ExampleOptions): Promise<void> {
  const { dicom, log } = options;
  const inFolder = (name: string): string => join(folder, name);
  await checkOutputs({
    outputs: [...exampleFiles, ...(dicom ? ['report.json'] : [])].map(inFolder),
    folders: dicom ? [inFolder('objects')] : [],
    replaced: objectNames,
  });
  log.info({ seed: exampleSeed }, 'making a synthetic whole-body PET/CT study');
  const phantom = makePhantom({ seed: exampleSeed });
  const { pet, truth } = phantom;
  await writeVolume(inFolder('truth.mha'), truth);
  await (dicom ? segmentSeries : segmentImages)(phantom, inFolder, options);
  const mask = (await readVolume(inFolder('mask.mha'))) as Volume<Uint8Array>;
  await writeFileWhole(inFolder('mip.png'), encodePng(renderMip(pet, mask, truth)));
  const [x, y, z] = truth.size;
  const score = scoreMask(mask.data, truth.data, [z, y, x], voxelMillilitres(truth.spacing));
  log.info({ ...score }, describe(score, inFolder('mip.png')));
}

type InFolder = (name: string) => string;

/** What is asked of the segmentation, whichever way the images come. */
function resultsOf(inFolder: InFolder, { log, onProgress }: ExampleOptions) {
  const [output, lesions, page] = ['mask.mha', 'lesions.csv', 'page.html'].map(inFolder);
  return { output: output!, lesions, page, log, onProgress };
}

async function segmentImages(
  { pet, ct }: Phantom,
  inFolder: InFolder,
  options: ExampleOptions,
): Promise<void> {
  const images = { pet: inFolder('pet.mha'), ct: inFolder('ct.mha') };
  await writeVolume(images.pet, pet);
  await writeVolume(images.ct, ct);
  await segment({ ...images, ...resultsOf(inFolder, options) });
}

async function segmentSeries(
  phantom: Phantom,
  inFolder: InFolder,
  options: ExampleOptions,
): Promise<void> {
  const { log } = options;
  const dicom = inFolder('dicom');
  await writePhantomDicom(dicom, phantom);
  const images = { petOutput: inFolder('pet.mha'), ctOutput: inFolder('ct.mha') };
  await convertDicom({ folder: dicom, ...images, log });
  await segmentDicom({
    ...resultsOf(inFolder, options),
    dicom,
    report: inFolder('report.json'),
    dicomOutput: inFolder('objects'),
  });
  log.info({}, `series in ${dicom}; SEG, SR, RTSTRUCT and a picture in ${inFolder('objects')}`);
}

function describe(score: MaskScore, picture: string): string {
  return [
    `Dice ${score.dice?.toFixed(3) ?? 'undefined (no lesion)'}`,
    `${score.lesionsFound} of ${score.referenceLesions} lesions found`,
    `${score.falseLesions} false lesion(s), ${score.falsePositiveMl.toFixed(1)} ml`,
    `look at ${picture} and page.html beside it`,
  ].join('; ');
}
