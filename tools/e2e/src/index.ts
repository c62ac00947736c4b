export { markdownTable, replaceTable, seconds } from './markdown-table';
export { compareOutcomes } from './outcome/compare-outcomes';
export { type Decided, DECISIONS } from './outcome/decisions';
export { type Outcome } from './outcome/outcome';
