import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { SuvScale } from '../../suv/suv-scale.js';
import { bodyOutlines } from './body-outlines.js';
import { checkAlignment } from './check-alignment.js';
import { checkCtValues, isPetLike } from './check-ct-values.js';
import { checkField } from './check-field.js';
import { checkOverlap } from './check-overlap.js';
import { checkPetValues } from './check-pet-values.js';
import { describeValues, oddStep } from './describe-values.js';
import { emptyPet } from './empty-pet.js';
import {
  type Finding,
  type FindingCode,
  type InputCheck,
  type ScaleDependence,
  verdictOf,
} from './input-check.js';
import { measureTissue } from './measure-tissue.js';

/** What is looked at. */
export interface CheckedImages {
  /** As stored. */
  readonly pet: Volume<Voxels>;
  /** As stored, on its own grid. */
  readonly ct: Volume<Voxels>;
  /** The CT on the PET's grid. */
  readonly ctOnPetGrid: Voxels;
  /** What it holds where the CT does not reach. */
  readonly outsideCt: number;
  /** How the PET's stored values become SUV. */
  readonly scale: SuvScale;
}

// Of fewer voxels nothing can be told.
const leastVoxels = 4096;
// What cancels in a model that normalises an image by its own statistics.
const scaleCodes: readonly FindingCode[] = ['pet-scale', 'ct-scale'];
// Body against the air beside it, as a share of what most tissue has.
const outlineShare = 0.4;

/**
 * Looks at a study as a person would before trusting a mask of it: is the PET in SUV and the CT in HU,
 * do they show one body in one place, how much of it?
 *
 * @param dependence which scales the model depends on: only then is an implausible one refused
 */
export function checkStudy(images: CheckedImages, dependence: ScaleDependence): InputCheck {
  return judge(findingsOf(images), dependence);
}

/** As {@link checkStudy}, where there is no CT to compare with: what the PET's values tell by themselves. */
export function checkPetAlone(
  { pet, scale }: Pick<CheckedImages, 'pet' | 'scale'>,
  dependence: ScaleDependence,
): InputCheck {
  if (pet.data.length >= leastVoxels) {
    return judge(checkPetValues(describeValues(pet), null, scale), dependence);
  }
  const isEmpty = !pet.data.some((value) => value > 0);
  return judge([isEmpty ? emptyPet('no voxel has any uptake') : tooSmall(pet)], dependence);
}

function judge(found: readonly Finding[], dependence: ScaleDependence): InputCheck {
  const findings = found.map((finding): Finding => {
    const depends = finding.image === 'PET' ? dependence.pet : dependence.ct;
    return scaleCodes.includes(finding.code) && !depends
      ? { ...finding, severity: 'warn' }
      : finding;
  });
  return { verdict: verdictOf(findings), findings };
}

function findingsOf({ pet, ct, ctOnPetGrid, outsideCt, scale }: CheckedImages): Finding[] {
  if (Math.min(pet.data.length, ct.data.length) < leastVoxels) {
    if (!pet.data.some((value) => value > 0)) return [emptyPet('no voxel has any uptake')];
    return [tooSmall(pet), ...checkOverlap(pet.data, ctOnPetGrid, outsideCt)];
  }
  if (isSameImage(pet, ct)) return [sameImage];
  const [petValues, ctValues] = [describeValues(pet), describeValues(ct)];
  const ctFindings = checkCtValues(ctValues);
  const isHu = ctFindings.length === 0;
  const tissue = isHu ? measureTissue(pet, ctOnPetGrid, ctValues.padding) : null;
  const petFindings = checkPetValues(petValues, tissue, scale);
  const isSwapped = petFindings.some(({ code }) => code === 'pet-is-ct') && isPetLike(ctValues);
  if (isSwapped) return [swapped];
  const findings = [
    ...petFindings,
    ...ctFindings,
    ...checkOverlap(pet.data, ctOnPetGrid, outsideCt),
  ];
  if (!isHu || tissue === null || petFindings.some(({ code }) => isCertain(code))) return findings;
  const outlines = bodyOutlines(
    pet,
    ctOnPetGrid,
    outlineShare * tissue.lowerQuartile,
    ctValues.padding,
  );
  // Of a PET in another unit the brain cannot be told by its uptake.
  const isSuv = petFindings.length === 0;
  const field = checkField(pet, outlines, scale.factor).filter(
    ({ code }) => isSuv || code !== 'head-cut',
  );
  return [...findings, ...checkAlignment(outlines), ...field];
}

/** Wrong for every model. */
function isCertain(code: FindingCode): boolean {
  return ['pet-empty', 'pet-is-ct', 'pet-is-mask'].includes(code);
}

function isSameImage(pet: Volume<Voxels>, ct: Volume<Voxels>): boolean {
  if (pet.data.length !== ct.data.length) return false;
  for (let i = 0, step = oddStep(pet.data.length); i < pet.data.length; i += step) {
    if (pet.data[i] !== ct.data[i]) return false;
  }
  return true;
}

const sameImage: Finding = {
  code: 'same-image',
  image: 'study',
  severity: 'refuse',
  measured: 'both are the same image, voxel by voxel',
  expected: 'a PET and its CT',
  advice: 'Give the PET with --pet and the CT with --ct.',
};

const swapped: Finding = {
  code: 'swapped',
  image: 'study',
  severity: 'refuse',
  measured: 'the PET holds air and tissue in HU, the CT holds uptake',
  expected: 'the PET as PET and the CT as CT',
  advice: 'They seem to be swapped: give the PET with --pet and the CT with --ct.',
};

function tooSmall({ size }: Volume<Voxels>): Finding {
  return {
    code: 'too-small',
    image: 'study',
    severity: 'note',
    measured: `the PET has ${size.join(' x ')} voxels`,
    expected: `at least ${leastVoxels} voxels`,
    advice: 'Whether its values are plausible cannot be told.',
  };
}
