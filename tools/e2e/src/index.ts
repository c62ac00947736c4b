export { markdownTable } from './disturbed/report/markdown-table';
export { seconds } from './disturbed/report/seconds';
export { compareOutcomes } from './outcome/compare-outcomes';
export { type Decided, DECISIONS } from './outcome/decisions';
export { type Outcome } from './outcome/outcome';
