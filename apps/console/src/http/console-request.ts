import { type IncomingMessage } from 'node:http';
import { type Role } from '@renwatch/contract';

/** A person with a session. */
export interface Person {
  userName: string;
  role: Role;
  startedAtMs: number;
  /** The secret of the session, from its cookie. */
  token: string;
}

/** A request as Express passes it on. */
export interface ConsoleRequest extends IncomingMessage {
  /** Set by AccessGuard. */
  person?: Person;
  /** True if it came in on the port for browsers. */
  isFromBrowser?: boolean;
}

const PROBES = ['/livez', '/readyz', '/metrics'];

/** True for a path of health or metrics. */
export function isProbe({ url = '' }: IncomingMessage): boolean {
  return PROBES.includes(url.split('?')[0] ?? '');
}
