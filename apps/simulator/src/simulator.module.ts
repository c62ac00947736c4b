import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { LOGGER, Metrics, type Logger } from '@renwatch/runtime';
import { attributeToSetting, CONFIGURATION, type SimulatorConfiguration } from './config';
import { FeedServer } from './feeds/feed.server';
import { PageDesk } from './pager/page-desk';
import { PagerServer } from './pager/pager.server';
import { systemClock } from '@renwatch/timing';
import { SimulatorLifecycle } from './simulator.lifecycle';
import { CohortMessageStream } from './stream/cohort-message.stream';
import { FileMessageStream } from './stream/file-message.stream';
import { START_OF_STREAM, type MessageStream } from './stream/message-stream.port';
import { PositionFile } from './stream/position.file';
import { EventsFile } from './telemetry/events.file';
import { logEvent } from './telemetry/log-event';
import { type SimulatorEvent } from './telemetry/simulator.events';
import { SimulatorMetrics } from './telemetry/simulator.metrics';

/** The course's simulator waits this long for an acknowledgement. */
const ACK_TIMEOUT_MS = 10_000;

/** Injection token of the function that ends the process, a `() => void`. */
const SHUTDOWN = Symbol('shutdown');
/** Injection token of the function that every event goes through, a `(event: SimulatorEvent) => void`. */
const EMIT = Symbol('emit');
/** Injection token of the MessageStream to play. */
const STREAM = Symbol('message stream');

type Emit = (event: SimulatorEvent) => void;

/** Providers are null for parts that the configuration switches off. */
const providers: Provider[] = [
  SimulatorLifecycle,
  { provide: PageDesk, useFactory: () => new PageDesk({ clock: systemClock }) },
  {
    provide: SimulatorMetrics,
    inject: [Metrics],
    useFactory: (metrics: Metrics) => new SimulatorMetrics(metrics),
  },
  { provide: EventsFile, inject: [CONFIGURATION, LOGGER], useFactory: openEventsFile },
  {
    provide: EMIT,
    inject: [PageDesk, EventsFile, SimulatorMetrics, LOGGER],
    useFactory:
      (desk: PageDesk, file: EventsFile | null, metrics: SimulatorMetrics, logger: Logger): Emit =>
      (event) => {
        desk.observe(event);
        file?.write(event);
        metrics.observe(event);
        logEvent(logger, event);
      },
  },
  { provide: PagerServer, inject: [CONFIGURATION, PageDesk, EMIT, SHUTDOWN], useFactory: makePagerServer },
  { provide: STREAM, inject: [CONFIGURATION], useFactory: openStream },
  { provide: PositionFile, inject: [CONFIGURATION, LOGGER, STREAM], useFactory: makePositionFile },
  {
    provide: FeedServer,
    inject: [CONFIGURATION, LOGGER, EMIT, STREAM, PositionFile],
    useFactory: makeFeedServer,
  },
];

@Module({})
export class SimulatorModule {
  /** @param onShutdown stops the process in good order when a client calls `/shutdown` */
  static with(configuration: SimulatorConfiguration, onShutdown: () => void): DynamicModule {
    return {
      module: SimulatorModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: SHUTDOWN, useValue: onShutdown },
        ...providers,
      ],
    };
  }
}

function openEventsFile(
  { events: path }: SimulatorConfiguration,
  logger: Logger,
): Promise<EventsFile> | null {
  if (path === undefined) return null;
  const onFailure = (error: Error) => logger.error({ error }, 'events file failed; writing no more to it');
  return attributeToSetting(
    '--events',
    path,
    () => new EventsFile({ path, now: () => new Date(), onFailure }),
  );
}

function makePagerServer(
  { host, pager: port }: SimulatorConfiguration,
  desk: PageDesk,
  emit: Emit,
  onShutdown: () => void,
): PagerServer | null {
  if (port === 'off') return null;
  return new PagerServer({
    host,
    port,
    onPage: (page) => emit(desk.receive(page)),
    onRefused: (refused) => emit({ type: 'page-refused', ...refused }),
    onShutdown,
  });
}

async function openStream({
  mllp,
  messages,
  seed,
  days,
}: SimulatorConfiguration): Promise<MessageStream | null> {
  if (mllp === 'off') return null;
  if (messages === undefined) return new CohortMessageStream({ seed, days });
  return attributeToSetting('--messages', messages, () => FileMessageStream.open(messages));
}

function makePositionFile(
  { resume: path }: SimulatorConfiguration,
  logger: Logger,
  stream: MessageStream | null,
): PositionFile | null {
  if (path === undefined || !stream) return null;
  const onFailure = (error: Error) => logger.error({ error }, 'position cannot be saved');
  return new PositionFile({ path, identity: stream.identity, onFailure });
}

async function makeFeedServer(
  configuration: SimulatorConfiguration,
  logger: Logger,
  emit: Emit,
  stream: MessageStream | null,
  position: PositionFile | null,
): Promise<FeedServer | null> {
  const { host, mllp: port, messages, resume, speed, rewind } = configuration;
  if (port === 'off' || !stream) return null;
  const saved = position && (await attributeToSetting('--resume', resume ?? '', () => position.load()));
  const from = saved ?? START_OF_STREAM;
  logger.info({ stream: messages ?? stream.identity, from: from.index, rewind }, 'stream open');
  return new FeedServer({
    host,
    port,
    stream,
    speed,
    clock: systemClock,
    behaviour: {
      rewind,
      ackTimeoutMs: ACK_TIMEOUT_MS,
      segmentGapMs: configuration.shortMessages ? configuration.segmentGapMs : undefined,
      disconnectEvery: configuration.disconnectEvery === 0 ? undefined : configuration.disconnectEvery,
    },
    emit,
    from,
    ...(position ? { onAdvance: (reached) => position.save(reached) } : {}),
  });
}
