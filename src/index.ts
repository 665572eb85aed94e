export * from './errors.js';
export { type Evaluated, evaluate } from './evaluate/evaluate.js';
export { type RankedInput, rank } from './evaluate/rank/rank.js';
export type * from './evaluate/rank/ranking.js';
export type { EvaluateOptions } from './evaluate/result/evaluate-options.js';
export type * from './evaluate/result/evaluation.js';
export { openSegmenter, type Segmenter, type SegmenterOptions } from './segment/open-segmenter.js';
export type { Report } from './segment/report/make-report.js';
export { type SegmentOptions, segment } from './segment/segment.js';
