import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';

const TOKEN_BYTES = 32;

/** Name and attributes of the cookie. Browsers keep other hosts and plain HTTP from setting a `__Host-` cookie. */
const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-renwatch' : 'renwatch');
const attributes = (isSecure: boolean): string =>
  `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export const sessionCookie = (token: string, isSecure: boolean): string =>
  `${cookieName(isSecure)}=${token}; ${attributes(isSecure)}`;

export const endedCookie = (isSecure: boolean): string =>
  `${cookieName(isSecure)}=; Max-Age=0; ${attributes(isSecure)}`;

export function tokenIn({ cookie = '' }: IncomingHttpHeaders, isSecure: boolean): string | undefined {
  const prefix = `${cookieName(isSecure)}=`;
  const pairs = cookie.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) || undefined;
}

/** The proof that a request was made by our page, which alone can read it. It follows from the token. */
export const csrfTokenOf = (token: string): string =>
  createHash('sha256').update(`csrf ${token}`).digest('base64url');

export function isCsrfToken(given: unknown, token: string): boolean {
  const [a, b] = [Buffer.from(String(given ?? '')), Buffer.from(csrfTokenOf(token))];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** False for a request that a page of another site made. */
export function isSameOrigin({ origin, host, ...headers }: IncomingHttpHeaders): boolean {
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === host;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
