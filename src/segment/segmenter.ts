/// <reference lib="esnext.disposable" preserve="true" />
import type { SegmenterDicomOptions, StudyOptions } from './options/segment-options.js';
import type { SegmentResult } from './report/segment-result.js';
import type { SegmenterState } from './segmenter-life.js';

/** A model that stays loaded from one study to the next. */
export interface Segmenter {
  /**
   * Segments one study, as `segment` does. One that fails leaves the segmenter as ready as it was.
   *
   * @throws UsageError while another study is under way, and once the segmenter is closed
   * @throws as `segment`
   */
  segment(study: StudyOptions): Promise<SegmentResult>;
  /** Segments one study of DICOM files, as `segmentDicom` does; all else as above. */
  segmentDicom(study: SegmenterDicomOptions): Promise<SegmentResult>;
  /**
   * Stops the study under way, which rejects with an InterruptedError, and ends all threads. Closing
   * again does no harm.
   */
  close(): Promise<void>;
  /** As `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
  readonly state: SegmenterState;
}
