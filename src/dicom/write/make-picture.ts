import type { Raster } from '../../picture/raster.js';
import type { Dataset } from './dataset.js';
import { type Findings, instancesOf } from './findings.js';
import { contentDate, generalModules, type ObjectKind } from './general-modules.js';

const kind: ObjectKind = {
  name: 'picture',
  sopClassUID: '1.2.840.10008.5.1.4.1.1.7',
  modality: 'OT',
  description: 'autopet picture',
  seriesNumber: 9004,
};

/** Makes a Secondary Capture of a picture, for viewers that show no SEG. */
export function makePicture(findings: Findings, { width, height, data }: Raster): Dataset {
  const pixels = new Uint8Array(data.length + (data.length % 2));
  pixels.set(data);
  return {
    ...generalModules(findings, kind),
    ...contentDate(findings),
    ImageType: ['DERIVED', 'SECONDARY'],
    ConversionType: 'WSD',
    DerivationDescription: 'Maximum intensity projections of the PET; lesions in red',
    SourceImageSequence: instancesOf(findings.source.slices),
    PatientOrientation: '',
    BodyPartExamined: 'WHOLEBODY',
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: height,
    Columns: width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: pixels.buffer,
  };
}
