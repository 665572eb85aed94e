import { basename } from 'node:path';
import { checkFinite } from '../image/check-finite.js';
import { readVolume } from '../image/read-volume.js';
import type { Volume, Voxels } from '../image/volume.js';
import { connectedComponents } from '../metrics/connected-components.js';
import { sha256 } from '../model/checksum.js';
import type { Shape } from '../resample/grid.js';
import { alignTo } from './align.js';
import { caseMetrics } from './case-metrics.js';
import type { CaseResult, InputFile, Settings } from './evaluation.js';
import type { CaseFiles } from './pair-cases.js';
import { readMask } from './read-mask.js';

/**
 * Reads the images of one case and scores the prediction.
 *
 * @returns the case's result, without its subset
 * @throws InputError when an image cannot be used or the grids differ
 */
export async function scoreStudy(files: CaseFiles, settings: Settings): Promise<CaseResult> {
  const notes: string[] = [];
  const [reference, prediction, pet, inputs] = await Promise.all([
    readMask(files.reference, settings.reference_label),
    files.prediction === null ? null : readMask(files.prediction, settings.label),
    files.pet === null ? null : readPet(files.pet),
    inputFiles(files),
  ]);
  const ontoReference = <T extends Voxels>(volume: Volume<T>, path: string, title: string): T => {
    const aligned = alignTo(volume, reference, path, files.reference);
    if (aligned.isReordered) notes.push(`${title} brought into the reference's voxel order`);
    return aligned.volume.data;
  };
  const mask = prediction && ontoReference(prediction, files.prediction ?? '', 'prediction');
  const uptake = pet && ontoReference(pet, files.pet ?? '', 'PET');
  const [x, y, z] = reference.size;
  const shape: Shape = [z, y, x];
  const metrics = caseMetrics(
    connectedComponents(mask ?? complement(reference.data), shape, 18),
    connectedComponents(reference.data, shape, 18),
    { shape, spacing: reference.spacing, pet: uptake },
    settings.rules,
  );
  return {
    case: files.name,
    status: mask ? 'scored' : 'missing',
    subset: null,
    ...(mask ? metrics : { ...metrics, ...nothingPredicted }),
    files: inputs,
    notes,
  };
}

/**
 * The worst mask there is: all but the lesions. Its Dice is 0, no lesion is found, and the whole rest
 * of the image is false positive, so that no algorithm gains by failing on a case.
 */
function complement(reference: Uint8Array): Uint8Array {
  return reference.map((voxel) => 1 - voxel);
}

/** What the worst mask says about the patient is no prediction. */
const nothingPredicted = {
  predicted_lesions: null,
  predicted_tmtv_ml: null,
  tmtv_difference_ml: null,
  predicted_dmax_mm: null,
  predicted_tlg: null,
  predicted_suv_max: null,
  predicted_suv_peak: null,
} as const;

async function readPet(path: string): Promise<Volume<Voxels>> {
  const pet = await readVolume(path);
  checkFinite(path, pet);
  return pet;
}

async function inputFiles(files: CaseFiles): Promise<CaseResult['files']> {
  const [prediction, reference, pet] = await Promise.all([
    files.prediction === null ? null : inputFile(files.prediction),
    inputFile(files.reference),
    files.pet === null ? null : inputFile(files.pet),
  ]);
  return { prediction, reference, pet };
}

/** A file's name and content, without where it lies. */
export async function inputFile(path: string): Promise<InputFile> {
  return { name: basename(path), sha256: await sha256(path) };
}
