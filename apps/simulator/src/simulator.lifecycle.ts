import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LOGGER, Readiness, type Logger } from '@renwatch/runtime';
import { attributeToSetting, CONFIGURATION, type SimulatorConfiguration } from './config';
import { FeedServer } from './feeds/feed.server';
import { PagerServer } from './pager/pager.server';
import { PositionFile } from './stream/position.file';
import { EventsFile } from './telemetry/events.file';

/** Starts the hospital's parts in order and stops them in order. A part is null if it is switched off. */
@Injectable()
export class SimulatorLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: SimulatorConfiguration,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(PagerServer) private readonly pager: PagerServer | null,
    @Inject(FeedServer) private readonly feed: FeedServer | null,
    @Inject(PositionFile) private readonly position: PositionFile | null,
    @Inject(EventsFile) private readonly events: EventsFile | null,
  ) {}

  /** @throws ConfigurationError if a port is in use */
  async onApplicationBootstrap(): Promise<void> {
    const part = this.readiness.part('hospital');
    // The pager first: it must be listening before a message can cause a page.
    const pagerPort = await portOf('--pager', this.configuration.pager, this.pager);
    const mllpPort = await portOf('--mllp', this.configuration.mllp, this.feed);
    part.ready(`feed on ${mllpPort}, pager on ${pagerPort}`);
    this.logger.info({ mllpPort, pagerPort }, 'hospital open');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.feed?.close();
    await this.pager?.close();
    await this.position?.close();
    this.events?.close();
  }
}

type Listener = Pick<FeedServer, 'listen'>;

async function portOf(flag: string, port: number | 'off', server: Listener | null): Promise<number | 'off'> {
  if (!server) return 'off';
  return (await attributeToSetting(flag, String(port), () => server.listen())).port;
}
