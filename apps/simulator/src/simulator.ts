import { ConfigurationError, type Logger } from '@renwatch/runtime';
import { type SimulatorConfiguration } from './config';
import { EventsFile } from './events/events.file';
import { logEvent } from './events/log-event';
import { type SimulatorEvent } from './events/simulator-event';
import { FeedServer } from './feed/feed.server';
import { PageDesk } from './pager/page-desk';
import { PagerServer } from './pager/pager.server';
import { PositionFile } from './resume/position.file';
import { systemClock } from '@renwatch/timing';
import { openStream } from './stream/open-stream';
import { START_OF_STREAM } from './stream/start-of-stream';

const ACK_TIMEOUT_MS = 10_000;

export interface SimulatorOptions {
  configuration: SimulatorConfiguration;
  logger: Logger;
  /** Told of everything, beside the log and the events file. */
  observe: (event: SimulatorEvent) => void;
  onShutdown: () => void;
  /** Default 10 s, as the course has it. */
  ackTimeoutMs?: number;
}

/** The hospital: its feed, its pager, and what it remembers. */
export class Simulator {
  private readonly desk = new PageDesk({ clock: systemClock });
  private events: EventsFile | undefined;
  private position: PositionFile | undefined;
  private feed: FeedServer | undefined;
  private pager: PagerServer | undefined;

  constructor(private readonly options: SimulatorOptions) {}

  /** @throws ConfigurationError where a port is in use or a file cannot be written */
  async start(): Promise<{ mllpPort: number | 'off'; pagerPort: number | 'off' }> {
    const { configuration, logger } = this.options;
    if (configuration.events !== undefined) {
      const path = configuration.events;
      const onFailure = (error: Error) =>
        logger.error({ error }, 'events file failed: no more is written to it');
      this.events = await needs(
        '--events',
        path,
        () => new EventsFile({ path, now: () => new Date(), onFailure }),
      );
    }
    // The pager first: a page can then never come before there is somebody to take it.
    const pagerPort = await this.startPager();
    const mllpPort = await this.startFeed();
    return { mllpPort, pagerPort };
  }

  async stop(): Promise<void> {
    await this.feed?.close();
    await this.pager?.close();
    await this.position?.close();
    this.events?.close();
  }

  private async startPager(): Promise<number | 'off'> {
    const { configuration, onShutdown } = this.options;
    const { host, pager: port } = configuration;
    if (port === 'off') return 'off';
    const pager = new PagerServer({
      host,
      port,
      onPage: (page) => this.emit(this.desk.receive(page)),
      onRefused: (refused) => this.emit({ type: 'page-refused', ...refused }),
      onShutdown,
    });
    this.pager = pager;
    return (await needs('--pager', String(port), () => pager.listen())).port;
  }

  private async startFeed(): Promise<number | 'off'> {
    const { configuration, logger, ackTimeoutMs = ACK_TIMEOUT_MS } = this.options;
    const {
      host,
      mllp: port,
      messages,
      resume,
      speed,
      rewind,
      shortMessages,
      segmentGapMs,
      disconnectEvery,
    } = configuration;
    if (port === 'off') return 'off';
    const stream = await needs('--messages', messages ?? '', () => openStream(configuration));
    if (resume !== undefined) {
      const onFailure = (error: Error) => logger.error({ error }, 'position cannot be remembered');
      this.position = new PositionFile({ path: resume, identity: stream.identity, onFailure });
    }
    const position = this.position;
    const from =
      (position && (await needs('--resume', resume ?? '', () => position.load()))) ?? START_OF_STREAM;
    const feed = new FeedServer({
      host,
      port,
      stream,
      speed,
      clock: systemClock,
      manners: {
        rewind,
        ackTimeoutMs,
        segmentGapMs: shortMessages ? segmentGapMs : undefined,
        disconnectEvery: disconnectEvery === 0 ? undefined : disconnectEvery,
      },
      emit: (event) => this.emit(event),
      from,
      ...(position ? { onAdvance: (reached) => position.save(reached) } : {}),
    });
    this.feed = feed;
    logger.info({ stream: messages ?? stream.identity, from: from.index, rewind }, 'stream open');
    return (await needs('--mllp', String(port), () => feed.listen())).port;
  }

  private emit(event: SimulatorEvent): void {
    this.desk.observe(event);
    this.events?.write(event);
    this.options.observe(event);
    logEvent(this.options.logger, event);
  }
}

/** What fails here fails by what the simulator was told: said as such, with the flag's name. */
async function needs<T>(name: string, value: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const remedy = code === 'EADDRINUSE' ? 'is in use; give another port' : `does not work: ${message}`;
    throw new ConfigurationError([{ name, value, remedy }]);
  }
}
