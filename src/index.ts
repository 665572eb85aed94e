/** What the package offers; docs/api.md has an example of each. */

export type { Change } from './compare/change.js';
export { compare } from './compare/compare.js';
export type { CompareOptions } from './compare/compare-options.js';
export type { ComparedFiles, Comparison } from './compare/comparison.js';
export type { Percist, PercistCategory } from './compare/percist.js';
export type { Fate, FateRow, LesionSum } from './compare/tell-fates.js';
export { convertDicom, type DicomContents } from './dicom/convert/convert-dicom.js';
export type { ConvertOptions, SeriesChoice } from './dicom/convert/convert-options.js';
export type { DescribedSeries } from './dicom/convert/describe-series.js';
export type { DescribedSuv } from './dicom/convert/described-suv.js';
export {
  AutopetError,
  DeviceError,
  type ErrorCode,
  InputError,
  InterruptedError,
  isAutopetError,
  ModelError,
  OptionError,
  ResourceError,
  UsageError,
} from './errors.js';
export { type Evaluated, evaluate } from './evaluate/evaluate.js';
export { evaluateInteractive } from './evaluate/interactive/evaluate-interactive.js';
export type * from './evaluate/interactive/interactive-evaluation.js';
export type { EvaluateOptions } from './evaluate/options/evaluate-options.js';
export { type RankedInput, rank } from './evaluate/rank/rank.js';
export type { RankOptions } from './evaluate/rank/rank-options.js';
export type * from './evaluate/rank/ranking.js';
export type * from './evaluate/result/evaluation.js';
export { interact } from './interact/interact.js';
export type { InteractOptions } from './interact/interact-options.js';
export type { DeauvilleScore } from './lesions/deauville.js';
export type { SuvThreshold } from './lesions/suv-threshold.js';
export type { Log, OnProgress } from './log.js';
export type { FoldChoice } from './nnunet/model/find-folds.js';
export { exitCodeOf } from './process/exit-codes.js';
export type { DeviceChoice } from './runtime/device.js';
export { checkDicom } from './segment/check-dicom.js';
export { type CheckedInput, checkInput } from './segment/check-input.js';
export { measure } from './segment/measure/measure.js';
export { measureDicom } from './segment/measure/measure-dicom.js';
export type { MeasureDicomOptions, MeasureOptions } from './segment/measure/measure-options.js';
export type { MeasureResult } from './segment/measure/measure-result.js';
export { openSegmenter } from './segment/open-segmenter.js';
export type {
  CheckDicomOptions,
  CheckOptions,
  DicomStudyOptions,
  PatientOptions,
  ResultOptions,
  SegmentDicomOptions,
  SegmenterDicomOptions,
  SegmenterOptions,
  SegmentOptions,
  StudyOptions,
  UptakeOptions,
} from './segment/options/segment-options.js';
export type { Tta } from './segment/predict/plan-passes.js';
export type { FoundLesions } from './segment/report/found-lesions.js';
export type { LesionRow } from './segment/report/lesion-row.js';
export type { VolumeRange } from './segment/report/network-view.js';
export type { Refinement } from './segment/report/refine-mask.js';
export type { SegmentResult, UsedModel } from './segment/report/segment-result.js';
export type { SuvOrigin } from './segment/report/suv-origin.js';
export { segment } from './segment/segment.js';
export { segmentDicom } from './segment/segment-dicom.js';
export type { Segmenter } from './segment/segmenter.js';
export type { SegmenterState } from './segment/segmenter-life.js';
export type { Finding, FindingCode, InputCheck, Severity } from './segment/study/input-check.js';
export type { DecayCorrection } from './suv/find-times.js';
export type { Patient, Sex } from './suv/patient.js';
export type { PetUnit } from './suv/pet-unit.js';
export type { ScaleOrigin } from './suv/suv-scale.js';
export { version } from './version.js';
