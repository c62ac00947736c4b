import { type Measured } from '../run-scenario';

export interface ScenarioResult {
  name: string;
  /** Empty where decisions and pages equal the undisturbed run's and everything else held that the scenario asks. */
  faults: string[];
  /** Absent where the run did not come to its end. */
  figures?: Omit<Measured, 'outcome'>;
  tookMs: number;
  /** With the logs of its replicas. */
  folder: string;
}
