export { type CohortFigure, measureCohort } from './figures/measure-cohort';
export { type Patient } from './patient/patient';
export { SeededRandom } from './seeded-random';
export { Cohort, type CohortOptions } from './stream/cohort';
export { type ValueFaults } from './stream/disturb-value';
export { type CohortMessage } from './stream/cohort-message';
export { type PatientEvent } from './timeline/patient-event';
export { labelledRows, type LabelledRowsOptions } from './stream/labelled-rows';
