import { type AlarmStack } from './alarm-stack';

/** A fault of the surroundings or of a service, and the alarms that it must raise. */
export interface Fault {
  /** The name in table and `--only`. */
  name: string;
  /** Alarms with their labels, as in `ServiceDown{service="pager"}`. */
  expected: readonly string[];
  /** Names of other critical alarms that it may raise, with the reason. */
  consequences?: Readonly<Record<string, string>>;
  /** The next fault does not wait for its end, because its alarm looks back for an hour. */
  clearsMeanwhile?: true;
  inject(stack: AlarmStack): Promise<void> | void;
  mend(stack: AlarmStack): Promise<void> | void;
}

export interface FaultResult {
  fault: Fault;
  /** Seconds from the fault to each expected alarm, and from its mending to the end of the alarm. */
  raised: readonly { key: string; afterSeconds: number; clearedAfterSeconds: number }[];
  /** Other critical alarms that it raised, each once. */
  alsoRaised: readonly string[];
  /** Empty if it raised what it must, and nothing else but its consequences. */
  problems: readonly string[];
}
