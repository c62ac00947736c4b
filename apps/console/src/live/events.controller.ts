import { type ServerResponse } from 'node:http';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { SCREENS_OF } from '@renwatch/contract';
import { consoleSessionsRepository, Database } from '@renwatch/store';
import { Allow, personOf, SESSION_TIMES } from '../access/access.guard';
import { type ConsoleRequest, type Person } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { ChangeWatch } from './change.watch';

const CHECK_SESSION_EVERY_MS = 30_000;

/** Tells a page the ids of what changed, as server-sent events, until its session is over. */
@Controller('api/v1/events')
export class EventsController {
  constructor(
    @Inject(ChangeWatch) private readonly watch: ChangeWatch,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Allow('session')
  follow(@Req() request: ConsoleRequest, @Res() response: ServerResponse): void {
    const person = personOf(request);
    const seesPatients = SCREENS_OF[person.role].includes('patient');
    const send = (event: string, data: object) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const leave = this.watch.listen({
      alive: () => send('alive', {}),
      changed: (change) => send('changed', seesPatients ? change : { patientIds: [], isWhole: true }),
    });
    if (!leave) throw RefusalError.of('busy');
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const checks = setInterval(() => void this.endIfOver(person, response), CHECK_SESSION_EVERY_MS);
    response.on('close', () => {
      clearInterval(checks);
      leave();
    });
  }

  private async endIfOver({ token }: Person, response: ServerResponse): Promise<void> {
    const session = await consoleSessionsRepository
      .find(this.db, token, { ...SESSION_TIMES, isActivity: false })
      // The database is away: the page sees that by itself.
      .catch(() => 'unknown' as const);
    if (session === undefined) response.end();
  }
}
