import { type Disturbance } from '../disturbances/disturbance';
import { type Measured } from './measure';

/** One disturbance as it was tried. */
export interface Row {
  disturbance: Pick<Disturbance, 'name' | 'limits'>;
  /** Absent where it was not tried. */
  measured?: Measured;
  /** Why it was left out, where it was. */
  leftOut?: string;
  /** Why it could not be tried to its end. */
  failed?: string;
}
