import type { Voxels } from '../array/voxels.js';
import type { Vec3, Volume } from '../image/volume.js';

/** A name and what is told of it. */
export type Fact = readonly [name: string, value: string];

/** One lesion as the page's table has it. */
export interface PageLesion {
  readonly number: number;
  /** LPS, mm: where a click leads. */
  readonly centre: Vec3;
  /** In the order of the page's headings. */
  readonly cells: readonly string[];
}

/** A region that was measured, as a circle on the slices. */
export interface PageSphere {
  readonly name: string;
  /** LPS, mm. */
  readonly centre: Vec3;
  readonly radiusMm: number;
}

/** All that a study's page shows. Nothing of it may tell who the patient is. */
export interface PageContent {
  readonly title: string;
  readonly verdict: {
    readonly word: 'ok' | 'warn' | 'refuse';
    /** What was found wrong, a sentence each. */
    readonly findings: readonly string[];
  };
  readonly totals: readonly Fact[];
  readonly headings: readonly string[];
  readonly lesions: readonly PageLesion[];
  /** Reference regions: what was measured, or why there is none. */
  readonly references: readonly Fact[];
  readonly spheres: readonly PageSphere[];
  /** How the result was made. */
  readonly provenance: readonly Fact[];
  readonly images: PageImages;
}

/** The study's voxels, all on the PET's grid. */
export interface PageImages {
  /** [z,y,x], SUV in g/ml. */
  readonly pet: Volume<Voxels>;
  /** [z,y,x], HU; null without a CT. */
  readonly ct: Volume<Voxels> | null;
  /** [z,y,x]: each lesion's number in its voxels, else 0. */
  readonly labels: Uint16Array;
}
