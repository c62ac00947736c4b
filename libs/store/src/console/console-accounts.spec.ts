import { freshDatabase, type FreshDatabase } from '../database/fresh-database.spec-support';
import { consoleAuditRepository } from './console-audit.repository';
import { consoleSessionsRepository } from './console-sessions.repository';
import { consoleUsersRepository } from './console-users.repository';
import { hashPassword, isPassword } from './password';

const LOCK = { maxAttempts: 3, lockMs: 60_000 };
const TIMES = { idleMs: 1_000, totalMs: 10_000 };
const MINUTE_AGO = `now() - interval '1 minute'`;

describe('passwords of the console', () => {
  it('are recognised, and no other is', async () => {
    const stored = await hashPassword('correct horse');
    expect(stored).not.toContain('correct');
    expect(await isPassword('correct horse', stored)).toBe(true);
    expect(await isPassword('correct hors', stored)).toBe(false);
    expect(await hashPassword('correct horse')).not.toBe(stored);
  });

  it.each(['', 'scrypt$', 'correct horse'])('match no stored text %j that is no hash', async (stored) => {
    expect(await isPassword('', stored)).toBe(false);
  });
});

describe('accounts and sessions of the console', () => {
  let fresh: FreshDatabase;
  const put = (name: string, replaces = false) =>
    fresh.db.transaction((tx) =>
      consoleUsersRepository.put(tx, { name, role: 'clinician', password: 'h', by: 'spec' }, { replaces }),
    );
  const attempt = (name: string) => consoleUsersRepository.attempt(fresh.db, name, LOCK);
  const started = async (name: string, token: string) => {
    await put(name);
    const user = await attempt(name);
    await consoleSessionsRepository.start(fresh.db, { token, userId: user?.userId ?? '' });
  };
  const find = (token: string, isActivity = true) =>
    consoleSessionsRepository.find(fresh.db, token, { ...TIMES, isActivity });

  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.drop());

  it('locks an account after parallel attempts, and again once it is unlocked', async () => {
    await put('Lock');
    const attempts = await Promise.all(Array.from({ length: 8 }, () => attempt('lock')));
    expect(attempts.filter(Boolean)).toHaveLength(LOCK.maxAttempts);
    await fresh.db.query(`UPDATE console_users SET locked_until = ${MINUTE_AGO} WHERE name = 'lock'`);
    const later = await Promise.all(Array.from({ length: 8 }, () => attempt('lock')));
    expect(later.filter(Boolean)).toHaveLength(LOCK.maxAttempts);
  });

  it('counts from the start after a login that succeeded', async () => {
    await put('again');
    for (let round = 0; round < LOCK.maxAttempts + 1; round += 1) {
      const user = await attempt('again');
      expect(user).toMatchObject({ name: 'again', role: 'clinician' });
      await consoleUsersRepository.succeeded(fresh.db, user?.userId ?? '');
    }
  });

  it('replaces an account only if told to, and ends its sessions', async () => {
    await started('twice', 'token-twice');
    expect(await put('TWICE')).toBe(false);
    expect(await find('token-twice')).toBeDefined();
    expect(await put('TWICE', true)).toBe(true);
    expect(await find('token-twice')).toBeUndefined();
  });

  it('ends sessions of a disabled account and refuses its logins', async () => {
    await started('left', 'token-left');
    await fresh.db.transaction((tx) => consoleUsersRepository.disable(tx, { name: 'Left', by: 'spec' }));
    expect(await find('token-left')).toBeUndefined();
    expect(await attempt('left')).toBeUndefined();
    expect(await consoleUsersRepository.disable(fresh.db, { name: 'nobody', by: 'spec' })).toBe(false);
  });

  it.each([
    ['was not used for too long', 'used_at'],
    ['started too long ago', 'started_at'],
  ])('ends a session that %s', async (_case, column) => {
    const token = `token-${column}`;
    await started(column, token);
    expect(await find('another')).toBeUndefined();
    expect(await find(token)).toMatchObject({ userName: column, role: 'clinician' });
    await fresh.db.query(
      `UPDATE console_sessions SET ${column} = ${MINUTE_AGO}
       WHERE user_id = (SELECT id FROM console_users WHERE name = $1)`,
      [column],
    );
    expect(await find(token)).toBeUndefined();
  });

  it('is kept alive by activity only', async () => {
    await started('idle', 'token-idle');
    const usedAt = async () =>
      (
        await fresh.db.query<{ at: string }>(
          `SELECT s.used_at::text AS at FROM console_sessions s JOIN console_users u ON u.id = s.user_id
           WHERE u.name = 'idle'`,
        )
      )[0]?.at;
    const before = await usedAt();
    await find('token-idle', false);
    expect(await usedAt()).toBe(before);
    await find('token-idle', true);
    expect(await usedAt()).not.toBe(before);
  });

  it('keeps no token that could be used', async () => {
    await started('secret', 'token-secret');
    const rows = await fresh.db.query<{ text: string }>(
      'SELECT to_jsonb(s)::text AS text FROM console_sessions s',
    );
    expect(rows.some(({ text }) => text.includes(Buffer.from('token-secret').toString('hex')))).toBe(false);
  });

  it('refuses to change or remove an audited action', async () => {
    await consoleAuditRepository.record(fresh.db, { userName: 'ada', role: null, action: 'login' });
    await expect(fresh.db.query(`UPDATE console_audit SET action = 'x'`)).rejects.toThrow('append-only');
    await expect(fresh.db.query('DELETE FROM console_audit')).rejects.toThrow('append-only');
  });
});
