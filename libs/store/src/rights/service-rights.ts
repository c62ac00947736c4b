/** A part of Renwatch that may have a login of its own. `operator` is `npx renwatch`. */
export const DATABASE_USERS = ['inference', 'pager', 'console', 'operator'] as const;
export type DatabaseUser = (typeof DATABASE_USERS)[number];

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | `UPDATE (${string})`;
export type TableRights = Readonly<Record<string, readonly Right[]>>;

const READ = ['SELECT'] as const;
const APPEND = ['SELECT', 'INSERT'] as const;
const KEEP = ['SELECT', 'INSERT', 'UPDATE'] as const;

/**
 * Rights of each user, by table. Nobody has DELETE or TRUNCATE, and what is append-only cannot be updated either: only the
 * owner of the tables, which runs migrations and no service, could take the triggers away.
 */
export const SERVICE_RIGHTS: Readonly<Record<DatabaseUser, TableRights>> = {
  inference: {
    alerts: [...APPEND, 'UPDATE (published_at)'],
    decisions: APPEND,
    // A span ends once.
    history_spans: [...APPEND, 'UPDATE (until)'],
    imports: KEEP,
    merges: APPEND,
    patients: KEEP,
    progress: KEEP,
    result_revisions: APPEND,
    results: KEEP,
    retractions: APPEND,
    schema_migrations: READ,
    seen_by_feed: KEEP,
    shadow_decisions: APPEND,
    topic_clusters: APPEND,
  },
  pager: {
    alerts: READ,
    decisions: READ,
    pages: KEEP,
    retractions: READ,
    schema_migrations: READ,
  },
  // Reads what it shows; its own tables are all that it writes.
  console: {
    alerts: READ,
    console_audit: APPEND,
    console_audit_patients: APPEND,
    console_sessions: [...APPEND, 'UPDATE (used_at, ended_at)'],
    console_users: ['SELECT', 'UPDATE (attempts, locked_until)'],
    decisions: READ,
    pages: READ,
    patients: READ,
    result_revisions: READ,
    results: READ,
    schema_migrations: READ,
    seen_by_feed: READ,
  },
  operator: {
    alerts: READ,
    // To record changes of accounts.
    console_audit: APPEND,
    console_audit_patients: READ,
    console_sessions: ['SELECT', 'UPDATE (ended_at)'],
    // To add accounts and to disable them.
    console_users: KEEP,
    decisions: READ,
    erased_numbers: READ,
    erasure_salt: READ,
    erasures: READ,
    history_spans: READ,
    imports: READ,
    merges: READ,
    // To page again what the endpoint refused.
    pages: ['SELECT', 'UPDATE (refused_at, next_attempt_at, retry_delay, last_error)'],
    patients: READ,
    progress: READ,
    result_revisions: READ,
    results: READ,
    retractions: READ,
    schema_migrations: READ,
    seen_by_feed: READ,
    shadow_decisions: READ,
    topic_clusters: READ,
  },
};
