import type { Components } from '../../array/connected-components.js';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import type { BodyPlace } from '../../lesions/place-in-body.js';
import { renderMip } from '../../picture/render-mip.js';
import type { Patient } from '../../suv/patient.js';
import { version } from '../../version.js';
import type { SourceSeries } from '../source-series.js';
import { checkMaskOnSlices } from './check-mask-on-slices.js';
import type { Dataset } from './dataset.js';
import { deriveUid } from './derive-uid.js';
import { encodeObject } from './encode-object.js';
import type { Findings } from './findings.js';
import { makePicture } from './make-picture.js';
import { makeRtstruct } from './make-rtstruct.js';
import { makeSeg } from './make-seg.js';
import { makeSr } from './make-sr.js';
import { readSourceHeader } from './source-header.js';

/** What was found in a PET series. */
export interface DicomResults {
  readonly source: SourceSeries;
  /** [z,y,x], on the slices of the source in their order; what is not 0 is lesion. */
  readonly mask: Volume<Uint8Array>;
  /** [z,y,x] on the mask's grid, SUV in g/ml. */
  readonly pet: Volume<Voxels>;
  /** Of the mask, 18-connected. */
  readonly components: Components;
  /** Of the mask and the PET. */
  readonly measured: MeasuredLesions;
  /** Of each lesion, in the order of their numbers. */
  readonly places: readonly BodyPlace[];
  /** What SUL and Dmax by height are told by. */
  readonly patient: Patient;
}

/** One DICOM object. */
export interface DicomObject {
  /** Of its file. */
  readonly name: string;
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
  /** The file. */
  readonly bytes: Uint8Array;
}

/**
 * Makes what an archive (PACS) takes of a study: SEG, SR, RTSTRUCT and a picture; without lesions SR and
 * picture only. The same results give the same bytes.
 *
 * @throws InputError when the mask does not lie on the source's slices, or a file of it is gone
 */
export async function makeObjects(results: DicomResults): Promise<DicomObject[]> {
  const { source, mask, pet, components, measured, patient } = results;
  const places = results.places.map(({ region, side }) => ({ region, side }));
  checkMaskOnSlices(mask, source);
  const header = await readSourceHeader(source.slices[0]!.path);
  const picture = renderMip(pet, mask);
  const series = { ...source, slices: source.slices.map(({ path: _, ...slice }) => slice) };
  const content = JSON.stringify([version, series, header, measured, places, patient]);
  const findings: Findings = {
    source,
    header,
    components,
    measured,
    places,
    patient,
    seed: deriveUid(content, mask.data, picture.data),
  };
  const hasLesions = measured.lesions.length > 0;
  const seg = hasLesions ? makeSeg(findings) : null;
  return [
    ...(seg === null ? [] : [object('seg.dcm', seg)]),
    object('sr.dcm', makeSr(findings, seg)),
    ...(hasLesions ? [object('rtstruct.dcm', makeRtstruct(findings), 'implicit')] : []),
    object('picture.dcm', makePicture(findings, picture)),
  ];
}

function object(name: string, dataset: Dataset, layout?: 'implicit'): DicomObject {
  return {
    name,
    sopClassUID: dataset.SOPClassUID as string,
    sopInstanceUID: dataset.SOPInstanceUID as string,
    bytes: encodeObject(dataset, layout),
  };
}
