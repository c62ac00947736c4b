export { type Patient } from './patient/patient';
export { SeededRandom } from './random/seeded-random';
export { Cohort, type CohortOptions } from './stream/cohort';
export { type CohortMessage } from './stream/cohort-message';
export { type PatientEvent } from './timeline/patient-event';
export { labelledRows, type LabelledRowsOptions } from './training/labelled-rows';
