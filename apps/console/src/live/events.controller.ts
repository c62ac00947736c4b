import { type ServerResponse } from 'node:http';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { SCREENS_OF } from '@renwatch/contract';
import { consoleSessionsRepository, Database } from '@renwatch/store';
import { Allow, personOf, SESSION_TIMES } from '../access/access.guard';
import { type ConsoleRequest, type Person } from '../http/console-request';
import { RefusalError } from '../http/refusal.error';
import { ChangeWatch } from './change.watch';

const CHECK_SESSION_EVERY_MS = 30_000;
/** A page that leaves so much unread is cut off; it connects again. */
const MAX_UNREAD_BYTES = 1_000_000;

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
    // The page went while its session was looked up: 'close' does not come again.
    if (response.closed) return;
    // Behind another answer on its connection it would wait without end.
    if (!response.socket)
      throw new RefusalError('bad-request', 'Events need a connection of their own. Reload the page.');
    const person = personOf(request);
    const seesPatients = SCREENS_OF[person.role].includes('patient');
    const send = (event: string, data: object) => {
      if (response.writableEnded || response.destroyed) return;
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const unlisten = this.watch.listen(
      {
        alive: () => send('alive', {}),
        changed: (change) => send('changed', seesPatients ? change : { patientIds: [], isWhole: true }),
      },
      person.userName,
    );
    if (!unlisten) throw RefusalError.of('busy');
    const leave = () => {
      clearInterval(checks);
      unlisten();
    };
    const checks = setInterval(() => {
      void this.isOver(person).then((isOver) => {
        if (!isOver) return;
        leave();
        response.end();
      });
    }, CHECK_SESSION_EVERY_MS);
    response.on('close', leave).on('error', leave);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
  }

  private async isOver({ token }: Person): Promise<boolean> {
    const session = await consoleSessionsRepository
      .find(this.db, token, { ...SESSION_TIMES, isActivity: false })
      // The database is away: the page sees that by itself.
      .catch(() => 'unknown' as const);
    return session === undefined;
  }
}
