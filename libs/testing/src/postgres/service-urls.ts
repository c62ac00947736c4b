import { createHmac } from 'node:crypto';
import { DATABASE_USERS, loginOf, openDatabase, prepareDatabase, type DatabaseUser } from '@renwatch/store';

export type ServiceUrls = Readonly<Record<DatabaseUser, string>>;

const DRAIN_MS = 2_000;

/**
 * Returns URLs with a login for each service. Their passwords follow from the owner's, so that nothing more has to be kept
 * and every database of a server has the same roles.
 */
export function serviceUrls(ownerUrl: string): ServiceUrls {
  const { password } = new URL(ownerUrl);
  const urls = DATABASE_USERS.map((user) => {
    const own = createHmac('sha256', password).update(user).digest('hex');
    return [
      user,
      Object.assign(new URL(ownerUrl), { username: `renwatch_${user}`, password: own }).toString(),
    ];
  });
  return Object.fromEntries(urls) as ServiceUrls;
}

/** Applies migrations, and gives each service a login that has its rights alone. */
export async function prepareForServices(ownerUrl: string): Promise<ServiceUrls> {
  const urls = serviceUrls(ownerUrl);
  const db = openDatabase({ url: ownerUrl, applicationName: 'prepareForServices', maxConnections: 1 });
  try {
    await prepareDatabase(db, { logins: DATABASE_USERS.map((user) => loginOf(user, urls[user])) });
  } finally {
    await db.close({ drainMs: DRAIN_MS });
  }
  return urls;
}
