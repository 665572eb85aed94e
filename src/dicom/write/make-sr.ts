import { leanShare } from '../../suv/lean-share.js';
import { version } from '../../version.js';
import { code, type Dataset } from './dataset.js';
import { deriveUid } from './derive-uid.js';
import { findingSite } from './finding-site.js';
import { type Findings, instancesOf, neoplasm, trackingOf, uidOf } from './findings.js';
import { contentDate, generalModules, type ObjectKind } from './general-modules.js';
import { codeItem, container, containerOf, imageItem, textItem, uidItem } from './sr-items.js';
import { lesionMeasurements, totalMeasurements } from './sr-measurements.js';

const kind: ObjectKind = {
  name: 'sr',
  sopClassUID: '1.2.840.10008.5.1.4.1.1.88.34',
  modality: 'SR',
  description: 'autopet measurements',
  seriesNumber: 9002,
};

const dcm = (value: string, meaning: string): Dataset => code(value, 'DCM', meaning);
const group = dcm('125007', 'Measurement Group');
const trackingId = dcm('112039', 'Tracking Identifier');
const trackingUid = dcm('112040', 'Tracking Unique Identifier');
const finding = dcm('121071', 'Finding');

/**
 * Makes a structured report, TID 1500 as Comprehensive 3D SR: a measurement group (TID 1411) for each segment
 * of the SEG, and one (TID 1501) for all lesions together, which is there without lesions too.
 *
 * @param seg null without lesions
 */
export function makeSr(findings: Findings, seg: Dataset | null): Dataset {
  const { measured } = findings;
  return {
    ...generalModules(findings, kind),
    ...contentDate(findings),
    ReferencedPerformedProcedureStepSequence: [],
    PerformedProcedureCodeSequence: [],
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    CurrentRequestedProcedureEvidenceSequence: [evidence(findings, seg)],
    ...containerOf(dcm('126000', 'Imaging Measurement Report'), {
      template: '1500',
      items: [
        codeItem(
          'HAS CONCEPT MOD',
          dcm('121049', 'Language of Content Item and Descendants'),
          code('en', 'RFC5646', 'English'),
        ),
        ...observer(),
        codeItem(
          'HAS CONCEPT MOD',
          dcm('121058', 'Procedure reported'),
          code('44139-4', 'LN', 'PET whole body'),
        ),
        container(dcm('126010', 'Imaging Measurements'), {
          items: [
            ...measured.lesions.map(({ number }) => lesionGroup(findings, seg!, number)),
            totalGroup(findings),
          ],
        }),
      ],
    }),
  };
}

function observer(): Dataset[] {
  return [
    codeItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121007', 'Device')),
    uidItem('HAS OBS CONTEXT', dcm('121012', 'Device Observer UID'), deriveUid('autopet', version)),
    textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), `autopet ${version}`),
  ];
}

function lesionGroup(findings: Findings, seg: Dataset, number: number): Dataset {
  const { id, uid } = trackingOf(findings, number);
  return container(group, {
    template: '1411',
    items: [
      textItem('HAS OBS CONTEXT', trackingId, id),
      uidItem('HAS OBS CONTEXT', trackingUid, uid),
      codeItem('CONTAINS', finding, neoplasm),
      ...findingSite(findings.places[number - 1]!),
      imageItem(dcm('121191', 'Referenced Segment'), {
        ReferencedSOPClassUID: seg.SOPClassUID,
        ReferencedSOPInstanceUID: seg.SOPInstanceUID,
        ReferencedSegmentNumber: number,
      }),
      uidItem(
        'CONTAINS',
        dcm('121232', 'Source series for segmentation'),
        findings.source.seriesInstanceUID,
      ),
      ...lesionMeasurements(findings.measured.lesions[number - 1]!, leanShare(findings.patient)),
    ],
  });
}

function totalGroup(findings: Findings): Dataset {
  const count = findings.measured.lesions.length;
  const found =
    count === 0 ? 'No lesion was found.' : `${count} lesion(s) found${spread(findings)}, in all:`;
  return container(group, {
    template: '1501',
    items: [
      textItem('HAS OBS CONTEXT', trackingId, 'all lesions'),
      uidItem('HAS OBS CONTEXT', trackingUid, uidOf(findings, 'all lesions')),
      ...(count === 0 ? [] : [codeItem('CONTAINS', finding, neoplasm)]),
      textItem('CONTAINS', dcm('121106', 'Comment'), found),
      ...totalMeasurements(findings.measured, leanShare(findings.patient)),
    ],
  });
}

/** Dmax by height has no code. */
function spread({ measured, patient: { heightCm } }: Findings): string {
  const { dmaxMm } = measured.totals;
  if (dmaxMm === null || heightCm === null) return '';
  return `, Dmax ${(dmaxMm / (10 * heightCm)).toFixed(3)} of the body height`;
}

/** The objects that the report is about. */
function evidence({ source }: Findings, seg: Dataset | null): Dataset {
  const series = (uid: Dataset[string], instances: readonly Dataset[]): Dataset => ({
    SeriesInstanceUID: uid,
    ReferencedSOPSequence: instances,
  });
  const segment = seg && {
    ReferencedSOPClassUID: seg.SOPClassUID,
    ReferencedSOPInstanceUID: seg.SOPInstanceUID,
  };
  return {
    StudyInstanceUID: source.studyInstanceUID,
    ReferencedSeriesSequence: [
      ...(segment === null ? [] : [series(seg?.SeriesInstanceUID, [segment])]),
      series(source.seriesInstanceUID, instancesOf(source.slices)),
    ],
  };
}
