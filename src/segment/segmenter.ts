/// <reference lib="esnext.disposable" preserve="true" />
import type { NextStudy } from './ahead/look-ahead.js';
import type { SegmenterDicomOptions, StudyOptions } from './options/segment-options.js';
import type { SegmentResult } from './report/segment-result.js';
import type { SegmenterState } from './segmenter-life.js';

/** A model that stays loaded from one study to the next. */
export interface Segmenter {
  /**
   * Segments one study, as `segment` does. One that fails leaves the segmenter as ready as it was.
   *
   * @param next asked once the network runs which study will be given next: where there is memory for it, and no time
   *   limit, that is read and prepared meanwhile. Its mask is the same; its `seconds` tell what had to be waited for
   * @throws UsageError while another study is under way, and once the segmenter is closed
   * @throws as `segment`
   */
  segment(study: StudyOptions, next?: NextStudy): Promise<SegmentResult>;
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
