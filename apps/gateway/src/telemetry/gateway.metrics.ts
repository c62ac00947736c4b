import { DEAD_LETTER_REASONS } from '@renwatch/events';
import { ACK_CODES, type AckCode } from '@renwatch/hl7';
import { IGNORED_MESSAGE_REASONS, type IgnoredMessageReason } from '@renwatch/intake';
import {
  BUDGET_SCOPES,
  type BudgetScope,
  CLOSE_REASONS,
  type CloseReason,
  NOISE_REASONS,
} from '@renwatch/mllp';
import { BoundedLabel, type Metrics } from '@renwatch/runtime';
import { type Feed } from '../feeds/feed';
import { type FeedsEvents } from '../feeds/feeds.events';
import { type DeadLetterReason } from '../intake/dead-letter-reason';
import { type IntakeEvents } from '../intake/intake.events';
import { LETTER_REFUSALS, type LetterRefusal } from '../intake/letter-limits';

export interface GatewayMetricsOptions {
  metrics: Metrics;
  /** All feeds, so that a silent feed shows from the start. */
  feeds: readonly Pick<Feed, 'name' | 'direction' | 'tls'>[];
  /** By feed. */
  bytesInFlight: () => ReadonlyMap<string, number>;
  /** Received frames that wait to be read. */
  waitingFrames: () => number;
  oldestFrameAgeMs: () => number;
  now: () => Date;
}

/** Why the gateway itself closes a connection, beside the reasons of the MLLP library. */
const OWN_CLOSE_REASONS = ['kafka-unavailable', 'not-ours', 'dead-letters-full'];
/** How a peer or a network usually fails. Other codes of the system are counted too, but not exported at 0. */
const SOCKET_ERRORS = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'];
/** A peer whose certificate is refused resets the connection; one without TLS speaks a wrong version. */
const UNTRUSTED_REASONS = [
  'ECONNRESET',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'address-not-allowed',
  'certificate-not-allowed',
];
const KNOWN_REASONS = [...CLOSE_REASONS, ...OWN_CLOSE_REASONS, ...SOCKET_ERRORS, ...UNTRUSTED_REASONS];
const OTHER = 'other';
const NO_ANSWER = 'none';

/** The gateway's metrics. Labels: the configured feeds, and bounded sets. */
export class GatewayMetrics implements IntakeEvents, FeedsEvents {
  private readonly types = new BoundedLabel({ pattern: /^[A-Z0-9]{3}(\^[A-Z0-9]{3})?$/, maxValues: 60 });
  private readonly reasons = new BoundedLabel({
    pattern: /^[A-Za-z0-9_-]{1,60}$/,
    maxValues: 60,
    known: KNOWN_REASONS,
  });
  private readonly lastMessageAtMs = new Map<string, number>();
  private readonly messages;
  private readonly acknowledgements;
  private readonly unacknowledgedFrames;
  private readonly deadLetters;
  private readonly deadLettersLeftOut;
  private readonly ignoredMessages;
  private readonly durableSeconds;
  private readonly connections;
  private readonly disconnections;
  private readonly redials;
  private readonly refusals;
  private readonly budgetWaits;
  private readonly noise;
  private readonly ownership;
  private readonly untrustedConnections;
  private readonly certificateEnds;
  private readonly silenceLimits;

  constructor(private readonly options: GatewayMetricsOptions) {
    const { metrics, bytesInFlight, waitingFrames, oldestFrameAgeMs, now } = options;
    const feeds = options.feeds.map(({ name }) => name);
    const namesOf = (direction: Feed['direction']) =>
      options.feeds.filter((feed) => feed.direction === direction).map(({ name }) => name);
    const closed = [...CLOSE_REASONS, ...OWN_CLOSE_REASONS, ...SOCKET_ERRORS, OTHER];
    this.messages = metrics.counter({
      name: 'gateway_messages_total',
      help: 'Durable messages; operators see from the rate by feed and type what a feed carries.',
      labels: ['feed', 'type'],
    });
    this.acknowledgements = metrics.counter({
      name: 'gateway_acknowledgements_total',
      help: 'Answers by MSA-1, or none if the message asked for none; a share of AE or AR tells the owners of a feed that it sends messages the gateway rejects.',
      labels: ['feed', 'code'],
      known: { feed: feeds, code: [...ACK_CODES, NO_ANSWER] },
    });
    this.unacknowledgedFrames = metrics.counter({
      name: 'gateway_unacknowledged_frames_total',
      help: 'Frames whose write failed or took too long; their connection was closed unanswered. Any rate means Kafka needs attention.',
      labels: ['feed'],
      known: { feed: feeds },
    });
    this.deadLetters = metrics.counter({
      name: 'gateway_dead_letters_total',
      help: 'Frames kept as dead letters; the engineer on call reads and replays them.',
      labels: ['feed', 'reason'],
      known: { feed: feeds, reason: DEAD_LETTER_REASONS.gateway },
    });
    this.deadLettersLeftOut = metrics.counter({
      name: 'gateway_dead_letters_left_out_total',
      help: 'Dead letters counted and not stored: over-budget is an alarm, because those messages were rejected and are nowhere; repeat tells the owners of a feed that its sender resends what is refused.',
      labels: ['feed', 'reason'],
      known: { feed: feeds, reason: LETTER_REFUSALS },
    });
    this.ignoredMessages = metrics.counter({
      name: 'gateway_ignored_messages_total',
      help: 'Acknowledgements and empty frames, neither kept nor answered; a high rate tells the owners of a feed that its sender answers our answers.',
      labels: ['feed', 'reason'],
      known: { feed: feeds, reason: IGNORED_MESSAGE_REASONS },
    });
    this.durableSeconds = metrics.histogram({
      name: 'gateway_durable_seconds',
      help: 'Time from the arrival of a frame to its durable write: the gateway’s share of the time to a page.',
      labels: ['feed'],
    });
    this.connections = metrics.gauge({
      name: 'gateway_connections',
      help: 'Open connections; 0 over all replicas of a dialled feed means that the hospital cannot be reached.',
      labels: ['feed'],
    });
    this.disconnections = metrics.counter({
      name: 'gateway_disconnections_total',
      help: 'Closed connections by reason; operators see a network or a peer that misbehaves.',
      labels: ['feed', 'reason'],
      known: { feed: feeds, reason: closed },
    });
    this.redials = metrics.counter({
      name: 'gateway_redials_total',
      help: 'Repeated attempts to dial, by the reason the last one ended; a steady rate means that the peer is down.',
      labels: ['feed', 'reason'],
      known: { feed: namesOf('dialled'), reason: closed },
    });
    this.refusals = metrics.counter({
      name: 'gateway_refused_connections_total',
      help: 'Connections refused above MAX_CONNECTIONS while no quiet one could be closed instead; raise it, or find the sender that never closes.',
      labels: ['feed'],
      known: { feed: namesOf('listened') },
    });
    this.budgetWaits = metrics.counter({
      name: 'gateway_budget_waits_total',
      help: 'Times that a connection was not read because its peer or its feed used up its bytes; a steady rate of scope peer names a feed with a greedy or slow sender.',
      labels: ['feed', 'scope'],
      known: { feed: feeds, scope: BUDGET_SCOPES },
    });
    this.noise = metrics.counter({
      name: 'gateway_noise_bytes_total',
      help: 'Bytes outside any whole frame; a sender frames wrongly, or something else uses the port.',
      labels: ['feed', 'reason'],
      known: { feed: feeds, reason: NOISE_REASONS },
    });
    this.untrustedConnections = metrics.counter({
      name: 'gateway_untrusted_connections_total',
      help: 'Connections refused without TLS or a trusted certificate, or not allowed by clientSubjects or allowFrom; a sender’s certificate has expired, or a stranger connects.',
      labels: ['feed', 'reason'],
      known: {
        feed: options.feeds
          .filter(({ direction, tls }) => direction === 'listened' && tls)
          .map(({ name }) => name),
        reason: [...UNTRUSTED_REASONS, OTHER],
      },
    });
    this.certificateEnds = metrics.gauge({
      name: 'gateway_certificate_ends_timestamp_seconds',
      help: 'End of the gateway’s own certificate for a feed with TLS; the renewal alarm reads it.',
      labels: ['feed'],
    });
    this.silenceLimits = metrics.gauge({
      name: 'gateway_silence_limit_seconds',
      help: 'Limit of silence that a feed was given; the alarm on a silent feed reads it, and has its own limit for other feeds.',
      labels: ['feed'],
    });
    this.ownership = metrics.gauge({
      name: 'gateway_feed_owned',
      help: '1 if this replica reads the dialled feed; a sum of 0 over all replicas means that nobody reads it.',
      labels: ['feed'],
    });
    metrics.gauge({
      name: 'gateway_bytes_in_flight',
      help: 'Bytes received and not answered; at its share of MAX_BYTES_IN_FLIGHT a feed is not read.',
      labels: ['feed'],
      collect: (gauge) => {
        for (const [feed, bytes] of bytesInFlight()) gauge.set({ feed }, bytes);
      },
    });
    metrics.gauge({
      name: 'gateway_waiting_frames',
      help: 'Frames received and not yet read, because earlier ones would become more than KAFKA_MAX_WAITING_BYTES; operators see that large batches slow a gateway down.',
      collect: (gauge) => gauge.set(waitingFrames()),
    });
    metrics.gauge({
      name: 'gateway_oldest_unanswered_frame_age_seconds',
      help: 'Seconds since the oldest frame came that is not answered; 0 if there is none. ALARM above 30: senders wait.',
      collect: (gauge) => gauge.set(oldestFrameAgeMs() / 1000),
    });
    const startedAtMs = now().getTime();
    metrics.gauge({
      name: 'gateway_seconds_since_last_message',
      help: 'Time since the last durable message, or the start; the alarm on a silent feed reads the minimum over all replicas.',
      labels: ['feed'],
      collect: (gauge) => {
        for (const feed of feeds) {
          gauge.set({ feed }, (now().getTime() - (this.lastMessageAtMs.get(feed) ?? startedAtMs)) / 1000);
        }
      },
    });
    for (const feed of feeds) this.connections.set({ feed }, 0);
  }

  message(feed: string, type: string): void {
    this.messages.inc({ feed, type: this.types.of(type) });
    this.lastMessageAtMs.set(feed, this.options.now().getTime());
  }

  acknowledged(feed: string, code: AckCode | typeof NO_ANSWER): void {
    this.acknowledgements.inc({ feed, code });
  }

  unacknowledged(feed: string): void {
    this.unacknowledgedFrames.inc({ feed });
  }

  deadLetter(feed: string, reason: DeadLetterReason): void {
    this.deadLetters.inc({ feed, reason });
  }

  deadLetterLeftOut(feed: string, reason: LetterRefusal): void {
    this.deadLettersLeftOut.inc({ feed, reason });
  }

  ignored(feed: string, reason: IgnoredMessageReason): void {
    this.ignoredMessages.inc({ feed, reason });
  }

  durable(feed: string, elapsedMs: number): void {
    this.durableSeconds.observe({ feed }, elapsedMs / 1000);
  }

  connected(feed: string): void {
    this.connections.inc({ feed });
  }

  disconnected(feed: string, reason: CloseReason): void {
    this.connections.dec({ feed });
    this.disconnections.inc({ feed, reason: this.reasons.of(reason) });
  }

  owned(feed: string, isOurs: boolean): void {
    this.ownership.set({ feed }, isOurs ? 1 : 0);
  }

  untrusted(feed: string, reason: string): void {
    this.untrustedConnections.inc({ feed, reason: this.reasons.of(reason) });
  }

  certificateEndsAt(feed: string, at: Date): void {
    this.certificateEnds.set({ feed }, at.getTime() / 1000);
  }

  silenceLimit(feed: string, limitMs: number | undefined): void {
    if (limitMs === undefined) this.silenceLimits.remove({ feed });
    else this.silenceLimits.set({ feed }, limitMs / 1000);
  }

  redial(feed: string, reason: CloseReason): void {
    this.redials.inc({ feed, reason: this.reasons.of(reason) });
  }

  waiting(feed: string, scope: BudgetScope): void {
    this.budgetWaits.inc({ feed, scope });
  }

  refused(feed: string): void {
    this.refusals.inc({ feed });
  }

  noiseBytes(feed: string, reason: string, bytes: number): void {
    this.noise.inc({ feed, reason }, bytes);
  }
}
