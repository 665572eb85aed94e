export * from './errors.js';
export { type Evaluated, type EvaluateOptions, evaluate } from './evaluate/evaluate.js';
export type * from './evaluate/evaluation.js';
export { openSegmenter, type Segmenter, type SegmenterOptions } from './open-segmenter.js';
export { type RankedInput, rank } from './rank/rank.js';
export type * from './rank/ranking.js';
export type { Report } from './report/make-report.js';
export { type SegmentOptions, segment } from './segment.js';
