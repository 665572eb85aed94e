import type { SourceSeries } from '../source-series.js';
import { type Dataset, toDecimal } from './dataset.js';
import { type Findings, instancesOf, referenceTo } from './findings.js';
import { frameOfReference, generalModules, type ObjectKind } from './general-modules.js';
import { type LesionFrame, lesionFrames } from './lesion-frames.js';
import { openHoles } from './open-holes.js';
import { pixelInPatient } from './pixel-in-patient.js';
import { type Outline, traceOutlines } from './trace-outlines.js';

const kind: ObjectKind = {
  name: 'rtstruct',
  sopClassUID: '1.2.840.10008.5.1.4.1.1.481.3',
  modality: 'RTSTRUCT',
  description: 'autopet lesions',
  seriesNumber: 9003,
};

/**
 * Makes an RT Structure Set: one region a lesion, whose contours run along the edges of its pixels. A hole is
 * reached through a channel without width, so that readers agree on what is inside, whatever their rule.
 *
 * @param findings with at least one lesion
 */
export function makeRtstruct(findings: Findings): Dataset {
  const { source, header, measured } = findings;
  const frames = lesionFrames(findings);
  return {
    ...generalModules(findings, kind),
    ...frameOfReference(findings),
    OperatorsName: '',
    ApprovalStatus: 'UNAPPROVED',
    StructureSetLabel: 'autopet',
    StructureSetDate: header.date,
    StructureSetTime: header.time,
    ReferencedFrameOfReferenceSequence: [referencedFrame(source)],
    StructureSetROISequence: measured.lesions.map(({ number, volumeMl }) => ({
      ROINumber: number,
      ReferencedFrameOfReferenceUID: source.frameOfReferenceUID,
      ROIName: `Lesion ${number}`,
      ROIVolume: toDecimal(volumeMl),
      ROIGenerationAlgorithm: 'AUTOMATIC',
    })),
    ROIContourSequence: measured.lesions.map(({ number }) => ({
      ReferencedROINumber: number,
      ROIDisplayColor: [255, 0, 0],
      ContourSequence: frames
        .filter(({ lesion }) => lesion === number)
        .flatMap((frame) => contours(source, frame)),
    })),
    RTROIObservationsSequence: measured.lesions.map(({ number }) => ({
      ObservationNumber: number,
      ReferencedROINumber: number,
      RTROIInterpretedType: '',
      ROIInterpreter: '',
    })),
  };
}

function referencedFrame(source: SourceSeries): Dataset {
  const series = {
    SeriesInstanceUID: source.seriesInstanceUID,
    ContourImageSequence: instancesOf(source.slices),
  };
  const study = {
    ReferencedSOPClassUID: '1.2.840.10008.3.1.2.3.1',
    ReferencedSOPInstanceUID: source.studyInstanceUID,
    RTReferencedSeriesSequence: [series],
  };
  return { FrameOfReferenceUID: source.frameOfReferenceUID, RTReferencedStudySequence: [study] };
}

function contours(source: SourceSeries, { k, runs }: LesionFrame): Dataset[] {
  const mask = new Uint8Array(source.rows * source.columns);
  for (const [first, count] of runs) mask.fill(1, first, first + count);
  const slice = source.slices[k]!;
  const outlines = openHoles(traceOutlines(mask, source.rows, source.columns));
  return outlines.map((outline) => ({
    ContourImageSequence: [referenceTo(slice)],
    ContourGeometricType: 'CLOSED_PLANAR',
    NumberOfContourPoints: outline.length,
    ContourData: inPatient(outline, source, k),
  }));
}

/** x, y, z of each point, LPS, mm, to a tenth of a micrometre. Corners lie half a pixel from centres. */
function inPatient(outline: Outline, source: SourceSeries, k: number): string[] {
  return outline.flatMap(([x, y]) =>
    pixelInPatient(source, k, x - 0.5, y - 0.5).map((mm) => toDecimal(Number(mm.toFixed(4)))),
  );
}
