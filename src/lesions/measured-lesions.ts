import type { Vec3 } from '../image/volume.js';

/** The lesions of a mask, one by one and together. */
export interface MeasuredLesions {
  /** In the order of their numbers. */
  readonly lesions: readonly Lesion[];
  readonly totals: TumourBurden;
}

/** What is measured of one lesion. */
export interface Lesion {
  /** From 1: the largest first, of equally large ones that whose first voxel in [z,y,x] comes first. */
  readonly number: number;
  /** Index among the components of the mask. */
  readonly component: number;
  readonly voxels: number;
  readonly volumeMl: number;
  /** Centre of gravity, not weighted by uptake. */
  readonly centre: Place;
  /** Between two points of its surface, mm. */
  readonly longestDiameterMm: number;
  /** From its centre to that of the nearest other lesion, mm; null where there is none. */
  readonly nearestMm: number | null;
  /** Null without a PET. */
  readonly uptake: LesionUptake | null;
}

/** Uptake of one lesion, SUV in g/ml. */
export interface LesionUptake {
  readonly suvMax: number;
  /** Of the voxel with the highest SUV, the first of several. */
  readonly suvMaxPlace: Place;
  /** Over its voxels. */
  readonly suvMean: number;
  /** Highest mean of a 1 ml sphere centred on a voxel of the lesion; null where voxels are too small for one. */
  readonly suvPeak: number | null;
  /** Total lesion glycolysis: volume times mean SUV, ml × g/ml. */
  readonly tlg: number;
}

/** A place in an image. */
export interface Place {
  /** Along x,y,z, voxels from the centre of the first. */
  readonly index: Vec3;
  /** LPS, mm. */
  readonly world: Vec3;
}

/** Volume, spread and uptake of all lesions of a mask together. */
export interface TumourBurden {
  /** Total metabolic tumour volume, ml. */
  readonly tmtvMl: number;
  /** Largest distance between the centres of two lesions, mm; 0 for one lesion, null for none. */
  readonly dmaxMm: number | null;
  /** Total lesion glycolysis: TMTV times mean SUV, ml × g/ml; null without a PET. */
  readonly tlg: number | null;
  /** Highest SUV (g/ml) in a lesion; null without lesions or PET. */
  readonly suvMax: number | null;
  /** Highest SUVpeak of a lesion, g/ml; null without lesions or PET. */
  readonly suvPeak: number | null;
}
