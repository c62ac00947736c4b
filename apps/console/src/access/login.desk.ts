import { type Login } from '@renwatch/contract';
import {
  consoleAuditRepository,
  consoleSessionsRepository,
  consoleUsersRepository,
  type Database,
  hashPassword,
  isPassword,
} from '@renwatch/store';
import { type Person } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { newToken } from './session-secrets';

export interface LoginEvents {
  loggedIn(): void;
  loginRefused(): void;
}

export interface LoginDeskOptions {
  db: Database;
  events: LoginEvents;
}

const LOCK_OUT = { maxAttempts: 5, lockMs: 15 * 60_000 };
/** Each check takes 32 MiB. */
const MAX_CHECKS_AT_ONCE = 4;

/** Checks user names and passwords, and starts sessions. */
export class LoginDesk {
  private checks = 0;
  /** Checked in place of an account that is not there, so that the time tells nothing. */
  private readonly nobody = hashPassword(newToken());

  constructor(private readonly options: LoginDeskOptions) {}

  /** @throws RefusalError for a wrong or locked login, with one sentence for all cases */
  async logIn({ name, password }: Login): Promise<Person> {
    const { db, events } = this.options;
    if (this.checks >= MAX_CHECKS_AT_ONCE) throw RefusalError.of('busy');
    this.checks += 1;
    try {
      const account = await consoleUsersRepository.attempt(db, name, LOCK_OUT);
      const isRight = await isPassword(password, account?.password ?? (await this.nobody));
      if (!account || !isRight) {
        events.loginRefused();
        // An unknown name is only counted: it may be a password, and anybody could fill the table.
        if (account) {
          const refused = { userName: account.name, role: null, action: 'login-refused' };
          await consoleAuditRepository.record(db, refused);
        }
        throw RefusalError.of('wrong-login');
      }
      const { userId, name: userName, role } = account;
      const token = newToken();
      const startedAtMs = await db.transaction(async (tx) => {
        await consoleUsersRepository.succeeded(tx, userId);
        await consoleAuditRepository.record(tx, { userName, role, action: 'login' });
        return consoleSessionsRepository.start(tx, { token, userId });
      });
      events.loggedIn();
      return { userName, role, token, startedAtMs };
    } finally {
      this.checks -= 1;
    }
  }
}
