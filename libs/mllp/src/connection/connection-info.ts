export interface ConnectionInfo {
  /** Unique within the process. */
  readonly id: number;
  /** `address:port` of the other side. */
  readonly peer: string;
  readonly openedAt: Date;
}
