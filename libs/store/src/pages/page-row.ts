/** A page that is owed. */
export interface NewPage {
  alertId: string;
  mrn: string;
  observedLocal: string;
  /** What is sent, `MRN,YYYYMMDDhhmmss`. */
  body: string;
  source: string;
  level: number;
  receivedAt: string;
  decidedAt: string;
  /** Where it was delivered before it could be recorded; ISO 8601. */
  deliveredAt?: string | null;
}

/** A page whose delivery is claimed by somebody until its lease ends. */
export interface ClaimedPage extends Omit<NewPage, 'deliveredAt'> {
  /** This one included. */
  attempts: number;
}

export interface PageCounts {
  pending: number;
  /** When the oldest undelivered page was decided; null where none is. */
  oldestPendingAt: string | null;
  delivered: number;
  refused: number;
}
