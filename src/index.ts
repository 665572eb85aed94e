export * from './errors.js';
export type { Report } from './report/make-report.js';
export { type SegmentOptions, segment } from './segment.js';
