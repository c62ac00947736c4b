import { type Letter } from '../letters/letter';

/** What came back from where a letter was sent. */
export interface DoorAnswer {
  isTaken: boolean;
  /** For the trace and the person; no patient data. */
  note: string;
}

/** The way by which a letter's payload first came in, and comes in again. */
export interface Door {
  /** @throws an error with `retriable` where nothing answered: nobody knows whether it was taken, so again later */
  send(letter: Letter, bytes: Buffer): Promise<DoorAnswer>;
}
