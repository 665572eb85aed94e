import { version } from '../../version.js';
import { code, type Dataset, toDecimal } from './dataset.js';
import {
  type Findings,
  instancesOf,
  neoplasm,
  referenceTo,
  trackingOf,
  uidOf,
} from './findings.js';
import {
  contentDate,
  frameOfReference,
  generalModules,
  type ObjectKind,
} from './general-modules.js';
import { type LesionFrame, lesionFrames } from './lesion-frames.js';
import { sliceSpacing } from './slice-spacing.js';

const kind: ObjectKind = {
  name: 'seg',
  sopClassUID: '1.2.840.10008.5.1.4.1.1.66.4',
  modality: 'SEG',
  description: 'autopet lesions',
  seriesNumber: 9001,
};

const tags = { segment: 0x0062000b, segmentOf: 0x0062000a, place: 0x00200032, placeOf: 0x00209113 };

/**
 * Makes a DICOM Segmentation: one segment a lesion, with a frame for each slice that it is on, exactly where
 * the PET's slice is.
 *
 * @param findings with at least one lesion
 */
export function makeSeg(findings: Findings): Dataset {
  const { source, measured } = findings;
  const frames = lesionFrames(findings);
  const slices = [...new Set(frames.map(({ k }) => k))].sort((a, b) => a - b);
  const organization = uidOf(findings, 'dimensions');
  return {
    ...generalModules(findings, kind),
    ...frameOfReference(findings),
    ...contentDate(findings),
    ImageType: ['DERIVED', 'PRIMARY'],
    ContentLabel: 'LESIONS',
    ContentDescription: 'Lesions found on PET/CT',
    ContentCreatorName: 'autopet^',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: source.rows,
    Columns: source.columns,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    NumberOfFrames: frames.length,
    LossyImageCompression: '00',
    SegmentationType: 'BINARY',
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: source.seriesInstanceUID,
        ReferencedInstanceSequence: instancesOf(slices.map((k) => source.slices[k]!)),
      },
    ],
    SegmentSequence: measured.lesions.map(({ number }) => segment(findings, number)),
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organization }],
    DimensionIndexSequence: [
      dimension(organization, tags.segment, tags.segmentOf, 'ReferencedSegmentNumber'),
      dimension(organization, tags.place, tags.placeOf, 'ImagePositionPatient'),
    ],
    SharedFunctionalGroupsSequence: [sharedGroups(findings)],
    PerFrameFunctionalGroupsSequence: frames.map((frame) =>
      frameGroups(findings, frame, slices.indexOf(frame.k) + 1),
    ),
    PixelData: packBits(frames, source.rows * source.columns),
  };
}

function segment(findings: Findings, number: number): Dataset {
  const { id, uid } = trackingOf(findings, number);
  return {
    SegmentNumber: number,
    SegmentLabel: `Lesion ${number}`,
    SegmentDescription: 'Lesion found on PET/CT',
    SegmentAlgorithmType: 'AUTOMATIC',
    SegmentAlgorithmName: `autopet ${version}`,
    SegmentedPropertyCategoryCodeSequence: [
      code('49755003', 'SCT', 'Morphologically Abnormal Structure'),
    ],
    SegmentedPropertyTypeCodeSequence: [neoplasm],
    TrackingID: id,
    TrackingUID: uid,
    // CIELab of a red.
    RecommendedDisplayCIELabValue: [34885, 53485, 50171],
  };
}

function dimension(organization: string, index: number, group: number, label: string): Dataset {
  return {
    DimensionOrganizationUID: organization,
    DimensionIndexPointer: index,
    FunctionalGroupPointer: group,
    DimensionDescriptionLabel: label,
  };
}

function sharedGroups({ source, header }: Findings): Dataset {
  const spacing = sliceSpacing(source);
  const thickness = header.sliceThickness ?? spacing ?? 1;
  return {
    PlaneOrientationSequence: [
      { ImageOrientationPatient: source.imageOrientationPatient.map(toDecimal) },
    ],
    PixelMeasuresSequence: [
      {
        PixelSpacing: source.pixelSpacing.map(toDecimal),
        SliceThickness: toDecimal(thickness),
        SpacingBetweenSlices: spacing === null ? undefined : toDecimal(spacing),
      },
    ],
  };
}

function frameGroups({ source }: Findings, { lesion, k }: LesionFrame, place: number): Dataset {
  const slice = source.slices[k]!;
  return {
    FrameContentSequence: [{ DimensionIndexValues: [lesion, place] }],
    PlanePositionSequence: [{ ImagePositionPatient: slice.imagePositionPatient.map(toDecimal) }],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: lesion }],
    DerivationImageSequence: [
      {
        DerivationCodeSequence: [code('113076', 'DCM', 'Segmentation')],
        SourceImageSequence: [
          {
            ...referenceTo(slice),
            SpatialLocationsPreserved: 'YES',
            PurposeOfReferenceCodeSequence: [
              code('121322', 'DCM', 'Source image for image processing operation'),
            ],
          },
        ],
      },
    ],
  };
}

/** One bit a pixel, the first of each byte lowest; frames follow each other without a gap. */
function packBits(frames: readonly LesionFrame[], pixels: number): ArrayBuffer {
  const bytes = Math.ceil((frames.length * pixels) / 8);
  const packed = new Uint8Array(bytes + (bytes % 2));
  for (const [frame, { runs }] of frames.entries()) {
    for (const [first, count] of runs) {
      for (let i = 0, bit = frame * pixels + first; i < count; i++, bit++) {
        packed[bit >> 3]! |= 1 << (bit & 7);
      }
    }
  }
  return packed.buffer;
}
