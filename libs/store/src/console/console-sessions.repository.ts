import { createHash } from 'node:crypto';
import { type Queryable } from '../database/queryable';
import { toMs } from './console-columns';
import { type ConsoleRole } from './console-users.repository';

export interface ConsoleSession {
  userName: string;
  role: ConsoleRole;
  /** When it started, in milliseconds since 1970. */
  startedAtMs: number;
}

export interface SessionTimes {
  /** A session that was not used for so long is over. */
  idleMs: number;
  /** A session that started so long ago is over, however busy it is. */
  totalMs: number;
}

const LIVES = `
  s.token_hash = $1 AND s.ended_at IS NULL AND u.disabled_at IS NULL
  AND s.used_at > now() - $2 * interval '1 ms' AND s.started_at > now() - $3 * interval '1 ms'`;
const SELECTED = `u.name AS "userName", u.role, ${toMs('s.started_at')} AS "startedAtMs"`;

const LOOK = `SELECT ${SELECTED} FROM console_sessions s JOIN console_users u ON u.id = s.user_id WHERE ${LIVES}`;
const USE = `
  UPDATE console_sessions s SET used_at = now() FROM console_users u WHERE u.id = s.user_id AND ${LIVES}
  RETURNING ${SELECTED}`;

/** Sessions of the console, kept here so that any replica knows them. Only a hash of each token is stored. */
export const consoleSessionsRepository = {
  /** @returns when it started, in milliseconds since 1970 */
  async start(db: Queryable, { token, userId }: { token: string; userId: string }): Promise<number> {
    const [row] = await db.query<{ startedAtMs: number }>(
      `INSERT INTO console_sessions (token_hash, user_id) VALUES ($1, $2)
       RETURNING ${toMs('started_at')} AS "startedAtMs"`,
      [hashOf(token), userId],
    );
    if (!row) throw new TypeError('an INSERT returns its row');
    return row.startedAtMs;
  },

  /**
   * Returns the session of a token if it is not over.
   * @param isActivity false for what a page does by itself, which must not keep the session of somebody who left
   */
  async find(
    db: Queryable,
    token: string,
    { idleMs, totalMs, isActivity }: SessionTimes & { isActivity: boolean },
  ): Promise<ConsoleSession | undefined> {
    const [session] = await db.query<ConsoleSession>(isActivity ? USE : LOOK, [
      hashOf(token),
      idleMs,
      totalMs,
    ]);
    return session;
  },

  async end(db: Queryable, token: string): Promise<void> {
    await db.query(
      'UPDATE console_sessions SET ended_at = now() WHERE token_hash = $1 AND ended_at IS NULL',
      [hashOf(token)],
    );
  },
};

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
