import { type Queryable } from '../database/queryable';
import { consoleAuditRepository } from './console-audit.repository';

export type ConsoleRole = 'clinician' | 'integrator' | 'operator' | 'safety' | 'admin';

/** An account of the console. Times are ISO 8601. */
export interface ConsoleUser {
  id: string;
  name: string;
  role: ConsoleRole;
  lockedUntil: string | null;
  disabledAt: string | null;
  createdBy: string;
  createdAt: string;
}

/** An attempt to log in that may be checked. */
export interface LoginAttempt {
  userId: string;
  name: string;
  role: ConsoleRole;
  /** The stored hash. */
  password: string;
}

export interface LockOut {
  /** Attempts in a row after which the account is locked. */
  maxAttempts: number;
  lockMs: number;
}

const ATTEMPT = `
  UPDATE console_users SET
    attempts = CASE WHEN locked_until IS NULL THEN attempts + 1 ELSE 1 END,
    locked_until = CASE WHEN locked_until IS NULL AND attempts + 1 >= $2 THEN now() + $3 * interval '1 ms' END
  WHERE name = $1 AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= now())
  RETURNING id AS "userId", name, role, password`;

const PUT = `
  INSERT INTO console_users AS u (name, role, password, created_by) VALUES ($1, $2, $3, $4)
  ON CONFLICT (name) DO UPDATE SET role = excluded.role, password = excluded.password, attempts = 0,
    locked_until = NULL, disabled_at = NULL
  WHERE $5
  RETURNING id, (xmax = 0) AS "isNew"`;

const END_SESSIONS = 'UPDATE console_sessions SET ended_at = now() WHERE user_id = $1 AND ended_at IS NULL';

/** Accounts of the console. Names are kept in lower case. Each change is audited in its transaction. */
export const consoleUsersRepository = {
  /**
   * Counts an attempt to log in before its password is checked, so that guesses made at once are no way around the limit.
   * The attempt that reaches the limit locks the account, unless it succeeds.
   * @returns undefined if there is no such account, or it is locked or disabled
   */
  async attempt(
    db: Queryable,
    name: string,
    { maxAttempts, lockMs }: LockOut,
  ): Promise<LoginAttempt | undefined> {
    const [found] = await db.query<LoginAttempt>(ATTEMPT, [name.toLowerCase(), maxAttempts, lockMs]);
    return found;
  },

  /** Forgets the failed attempts after one that succeeded. */
  async succeeded(db: Queryable, userId: string): Promise<void> {
    await db.query('UPDATE console_users SET attempts = 0, locked_until = NULL WHERE id = $1', [userId]);
  },

  /**
   * Adds an account. With `replaces`, an existing one gets the role and the password, is unlocked and enabled, and its
   * sessions end.
   * @returns false if the name is taken and nothing was changed
   */
  async put(
    tx: Queryable,
    user: { name: string; role: ConsoleRole; password: string; by: string },
    { replaces }: { replaces: boolean },
  ): Promise<boolean> {
    const { name, role, password, by } = user;
    const [row] = await tx.query<{ id: string; isNew: boolean }>(PUT, [
      ...[name.toLowerCase(), role, password, by],
      replaces,
    ]);
    if (!row) return false;
    if (!row.isNew) await tx.query(END_SESSIONS, [row.id]);
    const action = `${row.isNew ? 'add' : 'replace'}-account ${name.toLowerCase()} as ${role}`;
    await consoleAuditRepository.record(tx, { userName: by, role: null, action });
    return true;
  },

  /** Keeps an account from logging in, and ends its sessions. @returns false if there is no such account */
  async disable(tx: Queryable, { name, by }: { name: string; by: string }): Promise<boolean> {
    const [row] = await tx.query<{ id: string }>(
      'UPDATE console_users SET disabled_at = coalesce(disabled_at, now()) WHERE name = $1 RETURNING id',
      [name.toLowerCase()],
    );
    if (!row) return false;
    await tx.query(END_SESSIONS, [row.id]);
    const action = `disable-account ${name.toLowerCase()}`;
    await consoleAuditRepository.record(tx, { userName: by, role: null, action });
    return true;
  },

  /** Returns all accounts, by name. */
  all(db: Queryable): Promise<ConsoleUser[]> {
    return db.query<ConsoleUser>(
      `SELECT id, name, role, CASE WHEN locked_until > now() THEN locked_until END AS "lockedUntil",
         disabled_at AS "disabledAt", created_by AS "createdBy", created_at AS "createdAt"
       FROM console_users ORDER BY name`,
    );
  },
};
