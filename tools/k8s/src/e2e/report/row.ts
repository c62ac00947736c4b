import { type Disturbance } from '../disturbances/disturbance';
import { type Measured } from './measure';

/** The outcome of one disturbance. */
export interface Row {
  disturbance: Pick<Disturbance, 'name' | 'limits'>;
  /** Absent if it was not tried. */
  measured?: Measured;
  /** The reason it was left out. */
  leftOut?: string;
  /** The reason it did not finish. */
  failed?: string;
}
