import { createRequire } from 'node:module';
import type Dcmjs from 'dcmjs';
import { version } from '../../version.js';
import type { Dataset } from './dataset.js';
import { deriveUid } from './derive-uid.js';

// Its ES build is not named as one, which Node.js 20 takes for CommonJS.
const dcmjs: typeof Dcmjs = createRequire(import.meta.url)('dcmjs');
const { DicomDict, DicomMetaDictionary } = dcmjs.data;
dcmjs.log.setLevel('silent');

/** How the elements are laid out; implicit has room for values beyond 64 KB in every element. */
const syntaxes = { explicit: '1.2.840.10008.1.2.1', implicit: '1.2.840.10008.1.2' };

/**
 * Encodes an object as a DICOM file, little endian.
 *
 * @param object with its SOPClassUID and SOPInstanceUID
 */
export function encodeObject(
  object: Dataset,
  layout: keyof typeof syntaxes = 'explicit',
): Uint8Array {
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: Uint8Array.of(0, 1).buffer,
      MediaStorageSOPClassUID: object.SOPClassUID,
      MediaStorageSOPInstanceUID: object.SOPInstanceUID,
      TransferSyntaxUID: syntaxes[layout],
      ImplementationClassUID: deriveUid('autopet'),
      ImplementationVersionName: `AUTOPET_${version}`.slice(0, 16),
    }),
  );
  const _vrMap = { PixelData: object.BitsAllocated === 16 ? 'OW' : 'OB' };
  file.dict = DicomMetaDictionary.denaturalizeDataset({ ...object, _vrMap });
  return new Uint8Array(file.write());
}
