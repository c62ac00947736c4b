export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A started program. */
export interface RunningProcess {
  pid: number;
  /** Also settles where it could not be started at all. */
  ended: Promise<ProcessEnd>;
  /** To its whole group. */
  signal(signal: NodeJS.Signals): void;
}
