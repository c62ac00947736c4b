import { type Letter } from '../letters/letter';

/** The answer of the destination. */
export interface DoorAnswer {
  isTaken: boolean;
  /** Shown and stored; without patient data. */
  note: string;
}

/** A destination for letters: the way their payload first took. */
export interface Door {
  /** @throws an error with `retriable` if nothing answered: it is unknown if the letter arrived, so it is sent again later */
  send(letter: Letter, bytes: Buffer): Promise<DoorAnswer>;
}
