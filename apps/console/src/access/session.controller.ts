import { type ServerResponse } from 'node:http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { login, type Session } from '@renwatch/contract';
import { consoleAuditRepository, consoleSessionsRepository, Database } from '@renwatch/store';
import { type ConsoleRequest, type Person } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options';
import { Allow, personOf, SESSION_TIMES } from './access.guard';
import { LoginDesk } from './login.desk';
import { csrfTokenOf, endedCookie, sessionCookie } from './session-secrets';

/** Starts, shows and ends the session of a person. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
    @Inject(Database) private readonly db: Database,
    @Inject(LoginDesk) private readonly desk: LoginDesk,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('anybody')
  async start(@Body() body: unknown, @Res({ passthrough: true }) response: ServerResponse): Promise<Session> {
    const given = login.safeParse(body);
    if (!given.success)
      throw new RefusalError('bad-request', given.error.issues[0]?.message ?? 'Enter your user name.');
    const person = await this.desk.logIn(given.data);
    response.setHeader('Set-Cookie', sessionCookie(person.token, this.options.isSecure));
    return this.describe(person);
  }

  @Get()
  @Allow('session')
  show(@Req() request: ConsoleRequest): Session {
    return this.describe(personOf(request));
  }

  @Delete()
  @HttpCode(204)
  @Allow('session')
  async end(
    @Req() request: ConsoleRequest,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<void> {
    const { userName, role, token } = personOf(request);
    await this.db.transaction(async (tx) => {
      await consoleSessionsRepository.end(tx, token);
      await consoleAuditRepository.record(tx, { userName, role, action: 'logout' });
    });
    response.setHeader('Set-Cookie', endedCookie(this.options.isSecure));
  }

  private describe({ userName, role, token, startedAtMs }: Person): Session {
    return {
      user: userName,
      role,
      csrfToken: csrfTokenOf(token),
      endsAtMs: startedAtMs + SESSION_TIMES.totalMs,
      timezone: this.options.timezone,
    };
  }
}
