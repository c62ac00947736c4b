/** Limits of every session, so that a frozen or vanished client or server holds nothing for long. */
export interface SessionLimits {
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /** A client that stopped in the middle of a transaction loses it, and its locks, after this. */
  idleInTransactionTimeoutMs: number;
  /** How soon the server notices a client whose machine or network is gone. */
  deadPeerTimeoutMs: number;
}

const KEEPALIVE_PROBES = 3;

/** Applies limits to a new session; a setting that the server's version does not know is left out. */
export const APPLY_SETTINGS = `
  SELECT set_config(wanted.name, wanted.value, false)
  FROM unnest($1::text[], $2::text[]) AS wanted (name, value)
  JOIN pg_settings USING (name)`;

export function sessionSettings(limits: SessionLimits): { names: string[]; values: string[] } {
  const probeEveryS = Math.max(1, Math.round(limits.deadPeerTimeoutMs / 1_000 / (KEEPALIVE_PROBES + 1)));
  const settings: Record<string, string> = {
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    statement_timeout: `${limits.statementTimeoutMs}ms`,
    lock_timeout: `${limits.lockTimeoutMs}ms`,
    idle_in_transaction_session_timeout: `${limits.idleInTransactionTimeoutMs}ms`,
    tcp_keepalives_idle: String(probeEveryS),
    tcp_keepalives_interval: String(probeEveryS),
    tcp_keepalives_count: String(KEEPALIVE_PROBES),
    tcp_user_timeout: `${limits.deadPeerTimeoutMs}ms`,
  };
  return { names: Object.keys(settings), values: Object.values(settings) };
}
