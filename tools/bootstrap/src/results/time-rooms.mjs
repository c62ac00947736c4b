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
  'fuzz',
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

/** Long specs in these rooms that are about bytes, connections and amounts, not times: `npm test` runs them in one zone only. */
export const TIMELESS_SPECS = [
  'database(?:-tls)?\\.spec\\.ts$',
  'lost-records\\.integration\\.spec\\.ts$',
  'manifests\\.spec\\.ts$',
  'one-patient\\.integration\\.spec\\.ts$',
  'simulator\\.lifecycle\\.spec\\.ts$',
  'stalled\\.integration\\.spec\\.ts$',
  'hostile-feed\\.integration\\.spec\\.ts$',
  'gateway\\.integration\\.spec\\.ts$',
  'read-frame\\.spec\\.ts$',
  'large-message\\.spec\\.ts$',
  'pager\\.integration\\.spec\\.ts$',
  'dead-letters\\.integration\\.spec\\.ts$',
];
