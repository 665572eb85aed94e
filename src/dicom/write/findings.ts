import type { Components } from '../../array/connected-components.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import type { BodyPlace } from '../../lesions/place-in-body.js';
import type { Patient } from '../../suv/patient.js';
import type { SourceSeries, SourceSlice } from '../source-series.js';
import { code, type Dataset } from './dataset.js';
import { deriveUid } from './derive-uid.js';
import type { SourceHeader } from './source-header.js';

/** All that the objects of one study are made from. */
export interface Findings {
  readonly source: SourceSeries;
  readonly header: SourceHeader;
  /** Of the mask, 18-connected. */
  readonly components: Components;
  readonly measured: MeasuredLesions;
  /** Of each lesion, in the order of their numbers. */
  readonly places: readonly BodyPlace[];
  /** What SUL and Dmax by height are told by. */
  readonly patient: Patient;
  /** Stands for all of the content; see {@link uidOf}. */
  readonly seed: string;
}

/** The UID of something that is made from these findings, and only from these. */
export function uidOf({ seed }: Findings, what: string): string {
  return deriveUid(seed, what);
}

/** What a lesion is, in every object. */
export const neoplasm = code('108369006', 'SCT', 'Neoplasm');

/** What a lesion is called in every object. */
export function trackingOf(findings: Findings, lesion: number): { id: string; uid: string } {
  return { id: `lesion-${lesion}`, uid: uidOf(findings, `lesion ${lesion}`) };
}

/** Names a slice's file, and the frame where it has several. */
export function referenceTo({ sopClassUID, sopInstanceUID, frame }: SourceSlice): Dataset {
  return {
    ReferencedSOPClassUID: sopClassUID,
    ReferencedSOPInstanceUID: sopInstanceUID,
    ReferencedFrameNumber: frame,
  };
}

/** Names the files of slices, each once. */
export function instancesOf(slices: readonly SourceSlice[]): Dataset[] {
  const byUid = new Map(slices.map((slice) => [slice.sopInstanceUID, slice]));
  return [...byUid.values()].map(({ frame: _, ...file }) => referenceTo(file));
}
