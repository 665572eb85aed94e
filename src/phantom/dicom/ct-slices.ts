import type { Dataset } from '../../dicom/write/dataset.js';
import type { Volume } from '../../image/volume.js';
import { type SeriesKind, sliceAttributes } from './slice-attributes.js';

const kind: SeriesKind = {
  name: 'ct',
  sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
  modality: 'CT',
  number: 1,
  description: 'CT WB',
};

const intercept = -1024;

/** @param ct [z,y,x], HU from -1024 */
export function* ctSlices(ct: Volume<Int16Array>): Generator<Dataset> {
  const [columns, rows, slices] = ct.size;
  for (let k = 0; k < slices; k++) {
    const hu = ct.data.subarray(k * rows * columns, (k + 1) * rows * columns);
    yield {
      ...sliceAttributes(ct, kind, k),
      ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      KVP: '120',
      RescaleIntercept: String(intercept),
      RescaleSlope: '1',
      RescaleType: 'HU',
      PixelData: hu.map((value) => value - intercept).buffer,
    };
  }
}
