import { CanActivate, ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { SCREENS_OF, type Screen } from '@renwatch/contract';
import { consoleSessionsRepository, Database } from '@renwatch/store';
import { isProbe, type ConsoleRequest, type Person } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options';
import { isCsrfToken, isSameOrigin, tokenIn } from './session-secrets';

const MINUTE_MS = 60_000;
/** A session ends after 15 minutes without activity, and after 12 hours. */
export const SESSION_TIMES = { idleMs: 15 * MINUTE_MS, totalMs: 12 * 60 * MINUTE_MS };

/** A route is for roles that open a screen, for anybody with a session, or for anybody. */
type Access = { screen: Screen } | 'session' | 'anybody';
const ACCESS = 'access';
export const Allow = (access: Access) => SetMetadata(ACCESS, access);

/** Lets a request through if its person may use the route. A route without `@Allow` is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    @Inject(Database) private readonly db: Database,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ConsoleRequest>();
    // Probes come in on one port, browsers on the other.
    if (isProbe(request) !== (request.isFromBrowser !== true))
      throw new RefusalError('not-found', 'This port serves health and metrics only.');
    if (isProbe(request)) return true;
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (isWrite && !isSameOrigin(request.headers)) throw RefusalError.of('forged');
    if (access === 'anybody') return true;
    const person = await this.personOf(request);
    if (isWrite && !isCsrfToken(request.headers['x-csrf-token'], person.token))
      throw RefusalError.of('forged');
    if (access === undefined || (access !== 'session' && !SCREENS_OF[person.role].includes(access.screen)))
      throw RefusalError.of('not-allowed');
    request.person = person;
    return true;
  }

  /** @throws RefusalError without a session that lives */
  private async personOf({ headers }: ConsoleRequest): Promise<Person> {
    const token = tokenIn(headers, this.options.isSecure);
    if (token === undefined) throw RefusalError.of('no-session');
    const isActivity = headers['x-renwatch-by'] !== 'page' && headers.accept !== 'text/event-stream';
    const session = await consoleSessionsRepository.find(this.db, token, { ...SESSION_TIMES, isActivity });
    if (!session) throw RefusalError.of('no-session');
    return { ...session, token };
  }
}

/** The person that AccessGuard found. */
export function personOf({ person }: ConsoleRequest): Person {
  if (!person) throw new TypeError('this route has no AccessGuard');
  return person;
}
