/**
 * The projects whose code turns text into a time. Only there may a process's time zone matter, by mistake: in all others
 * ESLint forbids it (eslint.config.mjs), and everywhere it forbids the parts of `Date` that read the process's zone.
 */
export const TIME_ROOMS = [
  'aki',
  'cli',
  'cohort',
  'datasets',
  'decisions',
  'gateway',
  'hl7',
  'inference',
  'intake',
  'k8s',
  'pager',
  'simulator',
  'stack',
  'store',
];
