import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { type Queryable } from '../database/queryable';
import { StatementError } from '../database/statement.error';
import { MigrationError } from '../migrate/migration.error';
import { type DatabaseUser } from './service-rights';

/** The PostgreSQL role by which a part of Renwatch logs in. */
export interface DatabaseLogin {
  user: DatabaseUser;
  name: string;
  /** Empty if the role logs in without one, such as by a certificate. */
  password: string;
}

/** Returns the login that a URL names. */
export function loginOf(user: DatabaseUser, url: string): DatabaseLogin {
  const { username, password } = new URL(url);
  return { user, name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

const INSUFFICIENT_PRIVILEGE = '42501';
/** Another database of this server may create the same role at this moment. */
const EXISTS = ['42710', '23505'];

/**
 * Creates the role if it is missing; an existing one keeps its password.
 * @throws MigrationError if this session may not create it, or if no right can bind it
 */
export async function ensureLogin(db: Queryable, { user, name, password }: DatabaseLogin): Promise<void> {
  const asked = 'SELECT pg_has_role(rolname, current_user, $2) AS "isOwner" FROM pg_roles WHERE rolname = $1';
  const [found] = await db.query<{ isOwner: boolean }>(asked, [name, 'MEMBER']);
  if (!found) return create(db, name, password);
  if (!found.isOwner) return;
  throw new MigrationError(
    `${name}, the login of ${user}, has the rights of the owner of the tables, and no other right binds it; ` +
      `give ${user} an ordinary role`,
  );
}

async function create(db: Queryable, name: string, password: string): Promise<void> {
  const verifier = password === '' ? '' : ` PASSWORD ${escapeLiteral(scramVerifier(password))}`;
  try {
    await db.query(`CREATE ROLE ${escapeIdentifier(name)} LOGIN${verifier}`);
  } catch (error) {
    const state = error instanceof StatementError ? error.sqlState : '';
    if (EXISTS.includes(state)) return;
    if (state !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new MigrationError(
      `there is no role ${name}, and this login may not create it; let an administrator run: ` +
        `CREATE ROLE ${escapeIdentifier(name)} LOGIN PASSWORD '…'`,
      { cause: error },
    );
  }
}

const SCRAM_ITERATIONS = 4096;

/** Returns what the server keeps of a password (RFC 5803): the password itself in a statement would show in its log. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, SCRAM_ITERATIONS, 32, 'sha256');
  const keyed = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}
