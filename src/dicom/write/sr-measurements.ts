import type { Lesion, MeasuredLesions } from '../../lesions/measured-lesions.js';
import { code, type Dataset } from './dataset.js';
import { numberItem } from './sr-items.js';

const suv = code('126401', 'DCM', 'SUVbw');
const sul = code('126405', 'DCM', 'SUVlbm(Janma)');
const glycolysis = code('126033', 'DCM', 'Total Lesion Glycolysis');
const volume = code('118565006', 'SCT', 'Volume');
const metabolicVolume = code('126032', 'DCM', 'Metabolic Volume');
const diameter = code('L0JK', 'IBSI', 'Maximum 3D Diameter of a Mesh');
const distance = code('121206', 'DCM', 'Distance');
const numberOfLesions = code('246206008', 'SCT', 'Number of lesions');

const gramPerMillilitre = code('g/ml{SUVbw}', 'UCUM', 'Standardized Uptake Value body weight');
const leanGramPerMillilitre = code(
  'g/ml{SUVlbm(Janma)}',
  'UCUM',
  'Standardized Uptake Value lean body mass (Janma)',
);
const gram = code('g', 'UCUM', 'gram');
const millilitre = code('ml', 'UCUM', 'milliliter');
const millimetre = code('mm', 'UCUM', 'millimeter');
const one = code('1', 'UCUM', 'no units');

const maximum = code('56851009', 'SCT', 'Maximum');
const minimum = code('255605001', 'SCT', 'Minimum');
const mean = code('373098007', 'SCT', 'Mean');
const peak = code('126031', 'DCM', 'Peak Value Within ROI');

/**
 * Volume (ml), SUVmax, mean and peak (g/ml), the same by lean body mass, TLG (g), longest diameter and the least distance to another lesion's
 * centre (mm) of a lesion that was measured with its PET.
 *
 * @param leanShare what makes SUL of SUV; null where it is not known
 */
export function lesionMeasurements(
  { volumeMl, uptake, longestDiameterMm, nearestMm }: Lesion,
  leanShare: number | null,
): Dataset[] {
  const { suvMax, suvMean, suvPeak, tlg } = uptake!;
  return [
    numberItem(volume, volumeMl, millilitre),
    numberItem(suv, suvMax, gramPerMillilitre, maximum),
    numberItem(suv, suvMean, gramPerMillilitre, mean),
    ...(suvPeak === null ? [] : [numberItem(suv, suvPeak, gramPerMillilitre, peak)]),
    ...leanItems({ maximum: suvMax, mean: suvMean, peak: suvPeak }, leanShare),
    numberItem(glycolysis, tlg, gram),
    numberItem(diameter, longestDiameterMm, millimetre),
    ...(nearestMm === null ? [] : [numberItem(distance, nearestMm, millimetre, minimum)]),
  ];
}

const derivations = { maximum, mean, peak };

/** Values of SUV as SUL, those that are null left out. */
function leanItems(
  values: Readonly<Partial<Record<keyof typeof derivations, number | null>>>,
  leanShare: number | null,
): Dataset[] {
  if (leanShare === null) return [];
  return Object.entries(values).flatMap(([name, value]) =>
    value === null
      ? []
      : [
          numberItem(
            sul,
            value * leanShare,
            leanGramPerMillilitre,
            derivations[name as keyof typeof derivations],
          ),
        ],
  );
}

/** Number, volume, TLG, SUV, SUL and Dmax, the greatest distance between two centres, of all lesions; without lesions neither SUV nor Dmax. */
export function totalMeasurements(
  { lesions, totals }: MeasuredLesions,
  leanShare: number | null,
): Dataset[] {
  const { tmtvMl, tlg, suvMax, suvPeak, dmaxMm } = totals;
  return [
    numberItem(numberOfLesions, lesions.length, one),
    numberItem(metabolicVolume, tmtvMl, millilitre),
    numberItem(glycolysis, tlg!, gram),
    ...(suvMax === null ? [] : [numberItem(suv, suvMax, gramPerMillilitre, maximum)]),
    ...(suvPeak === null ? [] : [numberItem(suv, suvPeak, gramPerMillilitre, peak)]),
    ...leanItems({ maximum: suvMax, peak: suvPeak }, leanShare),
    ...(dmaxMm === null ? [] : [numberItem(distance, dmaxMm, millimetre, maximum)]),
  ];
}
