import { basename } from 'node:path';
import { connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import { sha256 } from '../../files/sha256.js';
import { readVolume } from '../../image/read/read-volume.js';
import type { Volume } from '../../image/volume.js';
import { readMask } from '../../lesions/read-mask.js';
import { isTooFineForPeak } from '../../lesions/suv-peak.js';
import type { CaseResult, InputFile, ScoringSettings } from '../result/evaluation.js';
import type { CaseLabels } from './absent-labels.js';
import { alignTo } from './align.js';
import { caseMetrics, worstMetrics } from './case-metrics.js';
import type { CaseFiles } from './pair-cases.js';

/** What was found of a case. */
export interface ScoredCase {
  /** Without its subset. */
  readonly result: CaseResult;
  readonly labels: CaseLabels;
}

/**
 * Reads the images of one case and scores the prediction.
 *
 * @throws InputError when an image cannot be used or the grids differ
 */
export async function scoreStudy(files: CaseFiles, settings: ScoringSettings): Promise<ScoredCase> {
  const notes: string[] = [];
  const note = (title: string) => (remark: string) => {
    notes.push(`${title}: ${remark}`);
  };
  const [reference, prediction, pet, inputs] = await Promise.all([
    readMask(files.reference, settings.reference_label, note('reference')),
    files.prediction === null
      ? null
      : readMask(files.prediction, settings.label, note('prediction')),
    files.pet === null ? null : readVolume(files.pet, note('PET')),
    inputFiles(files),
  ]);
  const ontoReference = <T extends Voxels>(volume: Volume<T>, path: string, title: string): T => {
    const aligned = alignTo(volume, reference, path, files.reference);
    if (aligned.isReordered) notes.push(`${title} brought into the reference's voxel order`);
    return aligned.volume.data;
  };
  const mask = prediction && ontoReference(prediction, files.prediction ?? '', 'prediction');
  const uptake = pet && ontoReference(pet, files.pet ?? '', 'PET');
  if (pet && isTooFineForPeak(reference.spacing)) {
    notes.push(`no SUVpeak: voxels of ${reference.spacing.join(' x ')} mm are too small for one`);
  }
  const [x, y, z] = reference.size;
  const shape: Shape = [z, y, x];
  const grid = { grid: reference, pet: uptake };
  const expected = connectedComponents(reference.data, shape, 18);
  const predicted = connectedComponents(mask ?? complement(reference.data), shape, 18);
  const score = mask ? caseMetrics : worstMetrics;
  const result: CaseResult = {
    case: files.name,
    status: mask ? 'scored' : 'missing',
    subset: null,
    ...score(predicted, expected, grid, settings.rules),
    files: inputs,
    notes,
  };
  return {
    result,
    labels: { prediction: prediction?.labels ?? null, reference: reference.labels },
  };
}

function complement(mask: Uint8Array): Uint8Array {
  return mask.map((voxel) => 1 - voxel);
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
