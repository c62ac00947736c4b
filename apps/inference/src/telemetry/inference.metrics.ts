import { isMerge, type UnitSuspicion } from '@renwatch/decisions';
import { type AkiAlertRecord, DEAD_LETTER_REASONS } from '@renwatch/events';
import { IGNORED_REASONS, UNMAPPED_REASONS } from '@renwatch/intake';
import { exportAt0, type WorkWatch } from '@renwatch/runtime';
import { type FeedCodesEvents } from '../intake/feed-codes';
import { type Intake } from '../intake/intake';
import { type BatchEvents } from '../batch/batch.events';
import { type CatchUpEvents } from '../batch/catch-up';
import { type ModelEvents } from '../model/models';
import { type OutboxEvents } from '../publish/alert.outbox';
import { type SeenFeedsEvents } from '../intake/seen-feeds';
import { GuardMetrics, type GuardMetricsOptions } from './guard.metrics';
import { PatientMetrics } from './patient.metrics';

/** Every verdict of rule and model: the model may hold back a stage 1 and raise an alert where the rule finds none. */
const VERDICTS = [
  { stage: '0', level: '0', source: 'none' },
  { stage: '1', level: '1', source: 'rule' },
  { stage: '2', level: '2', source: 'rule' },
  { stage: '3', level: '3', source: 'rule' },
  { stage: '1', level: '0', source: 'none' },
  { stage: '0', level: '1', source: 'model' },
];

export interface InferenceMetricsOptions extends GuardMetricsOptions {
  work: WorkWatch;
}

/** Counts and logs the work of inference. Logs name messages and decisions by id, never patients. */
export class InferenceMetrics
  implements BatchEvents, CatchUpEvents, FeedCodesEvents, ModelEvents, OutboxEvents, SeenFeedsEvents
{
  private readonly logger;
  private readonly messages;
  private readonly decisions;
  private readonly retractions;
  private readonly merges;
  private readonly work;
  private readonly guard;
  private readonly patients;
  private readonly deadLetters;
  private readonly refusedValues;
  private readonly ignored;
  private readonly unmapped;
  private readonly unlisted;
  private readonly alerts;
  private readonly delays;
  private readonly fences;
  private readonly lost;
  private readonly differences;
  private readonly modelFailures;
  private readonly publishFailures;
  private readonly sweeps;
  private readonly receivedToDecided;

  constructor(options: InferenceMetricsOptions) {
    const { metrics, logger, work } = options;
    this.logger = logger;
    this.work = work;
    this.guard = new GuardMetrics(options);
    this.patients = new PatientMetrics(metrics);
    this.messages = metrics.counter({
      name: 'inference_messages_total',
      help: 'HL7 messages processed, to compare with those that the gateway accepted.',
    });
    this.decisions = metrics.counter({
      name: 'inference_decisions_total',
      help: 'Decisions recorded, by stage and level; clinicians watch the alert rate, data scientists its drift.',
      labels: ['stage', 'level', 'source'],
    });
    this.retractions = metrics.counter({
      name: 'inference_retractions_total',
      help: 'Decided results that were withdrawn later, for the clinical safety officer.',
    });
    this.merges = metrics.counter({
      name: 'inference_merges_total',
      help: 'Merges of two patients, after which their results are decided again together, for the clinical safety officer.',
    });
    this.deadLetters = metrics.counter({
      name: 'inference_dead_letters_total',
      help: 'Dead letters written, by reason: for whole messages or for some of their values. Investigate any rise.',
      labels: ['reason'],
      known: { reason: DEAD_LETTER_REASONS.inference },
    });
    this.refusedValues = metrics.counter({
      name: 'inference_refused_values_total',
      help: 'Creatinine values refused, by reason; one dead letter may hold many. For engineers who connect a feed.',
      labels: ['reason'],
      known: { reason: DEAD_LETTER_REASONS.inference },
    });
    this.ignored = metrics.counter({
      name: 'inference_ignored_observations_total',
      help: 'Creatinine observations neither decided nor refused, and unreadable birth dates, by reason. For engineers who connect a feed: a sudden rise means lost results.',
      labels: ['feed', 'reason'],
    });
    this.unmapped = metrics.counter({
      name: 'inference_unmapped_creatinine_total',
      help: 'ALARM on reason name, and when another begins: observations that look like creatinine and are not read, by reason; npx renwatch feeds lists their codes.',
      labels: ['feed', 'reason'],
    });
    this.unlisted = metrics.counter({
      name: 'inference_unlisted_codes_total',
      help: 'Message types and codes above the bound of npx renwatch feeds, for engineers who connect a feed.',
    });
    this.alerts = metrics.counter({
      name: 'inference_alerts_published_total',
      help: 'Alerts published to Kafka, to compare with the pages delivered.',
    });
    this.delays = metrics.counter({
      name: 'inference_batches_delayed_total',
      help: 'Batches retried because the database or Kafka was away, for the platform engineer.',
    });
    this.fences = metrics.counter({
      name: 'inference_fence_refusals_total',
      help: 'Batches refused because another replica had moved on; a few during a rebalance are normal.',
    });
    this.lost = metrics.counter({
      name: 'inference_messages_lost_total',
      help: 'ALARM: messages that retention removed before they were processed.',
    });
    this.differences = metrics.counter({
      name: 'inference_log_differences_total',
      help: 'ALARM: Kafka lost records after they were counted; the partition is read again from the first difference.',
    });
    this.modelFailures = metrics.counter({
      name: 'inference_model_failures_total',
      help: 'ALARM: batches decided by the rule alone because the model failed.',
    });
    this.publishFailures = metrics.counter({
      name: 'inference_publish_failures_total',
      help: 'Failed attempts to publish an alert, left to the sweep; for the platform engineer.',
    });
    this.sweeps = metrics.counter({
      name: 'inference_alerts_swept_total',
      help: 'Alerts published by the sweep instead of at once; more than a few mean trouble between commit and Kafka.',
    });
    this.receivedToDecided = metrics.histogram({
      name: 'inference_received_to_decided_seconds',
      help: 'Time from the gateway receiving a result to its recorded decision: the larger part of the time to a page.',
    });
    metrics.gauge({
      name: 'inference_oldest_undecided_message_age_seconds',
      help: 'Seconds since the oldest message of this replica’s partitions came that is not decided; 0 if none waits. ALARM above 60, but for a backlog that gets shorter.',
      collect: (gauge) => gauge.set(work.oldestAgeSeconds),
    });
    for (const verdict of VERDICTS) this.decisions.inc(verdict, 0);
  }

  /** Exports the counters of feeds at 0, so that an alarm sees the first rise. Others get theirs with their first message. */
  feedsKnown(feeds: readonly string[]): void {
    exportAt0(this.ignored, { feed: feeds, reason: IGNORED_REASONS });
    exportAt0(this.unmapped, { feed: feeds, reason: UNMAPPED_REASONS });
    this.patients.exportFeeds(feeds);
    this.guard.exportFeeds(feeds);
  }

  batchCommitted({
    partition,
    intakes,
    changes,
    letters,
  }: Parameters<BatchEvents['batchCommitted']>[0]): void {
    this.work.moved(partition);
    this.messages.inc(intakes.length);
    this.feedsKnown([...new Set(intakes.map(({ feed }) => feed))]);
    for (const letter of letters) {
      this.deadLetters.inc({ reason: letter.reason });
      const { id, reason, detail, source } = letter;
      this.logger.warn({ deadLetter: id, reason, detail, offset: source.offset }, 'dead-lettered');
    }
    for (const { letter, values } of intakes.flatMap(({ refused }) => refused))
      if (values > 0) this.refusedValues.inc({ reason: letter.reason }, values);
    for (const event of changes.events)
      if (event.type === 'ResultRefused') this.refusedValues.inc({ reason: event.reason });
    this.countUnused(intakes);
    this.guard.decided(changes.decisions);
    this.patients.read(intakes);
    this.patients.happened(changes.events);
    this.patients.decided(changes.decisions);
    const nowMs = Date.now();
    for (const { criterion, stage, level, source, receivedAt } of changes.decisions) {
      if (criterion === 'retracted') this.retractions.inc();
      this.decisions.inc({ stage: String(stage), level: String(level), source: source ?? 'none' });
      this.receivedToDecided.observe(Math.max(0, nowMs - Date.parse(receivedAt)) / 1000);
    }
    for (const event of changes.events)
      if (event.type === 'ConfirmationUnmatched')
        this.logger.warn({ messageId: event.message.messageId }, 'confirms a result that never came');
    for (const { message } of changes.events.filter(isMerge)) {
      this.merges.inc();
      this.logger.info({ messageId: message.messageId }, 'patients merged');
    }
    for (const { record } of changes.alerts) {
      const { id, decisionId, stage, source } = record;
      this.logger.info({ alert: id, decision: decisionId, stage, source }, 'alert raised');
    }
  }

  private countUnused(intakes: readonly Intake[]): void {
    for (const { feed, ignored, seen } of intakes) {
      for (const { reason, values } of ignored) this.ignored.inc({ feed, reason }, values);
      for (const { unmapped: reason, count } of seen.codes)
        if (reason !== null) this.unmapped.inc({ feed, reason }, count);
    }
  }

  seenDropped(rows: number): void {
    this.unlisted.inc(rows);
  }

  seenDelayed(error: unknown): void {
    this.logger.warn({ error }, 'types and codes of feeds not written; retrying');
  }

  unitSuspicionChanged(suspicion: UnitSuspicion): void {
    this.guard.unitSuspicionChanged(suspicion);
  }

  /** @param on false while the rule decides alone */
  modelIs(on: boolean): void {
    this.guard.modelIs(on);
  }

  batchDelayed(partition: number, error: unknown): void {
    this.delays.inc();
    this.work.failed(partition, error);
    this.logger.warn({ partition, error }, 'batch delayed');
  }

  batchHalved(partition: number, error: unknown): void {
    // Only the error's name: a database quotes values in its messages.
    const fault = error instanceof Error ? error.name : typeof error;
    this.logger.warn({ partition, fault }, 'batch failed; bisecting it to the message that causes it');
  }

  fenceRefused(partition: number, batchStart: bigint, nextOffset: bigint): void {
    this.fences.inc();
    const at = { partition, batchStart: String(batchStart), nextOffset: String(nextOffset) };
    this.logger.warn(at, 'fence refused a batch: another replica has moved on');
  }

  messagesLost(partition: number, fromOffset: bigint, toOffset: bigint): void {
    this.lost.inc(Number(toOffset - fromOffset));
    const gap = { partition, fromOffset: String(fromOffset), toOffset: String(toOffset) };
    this.logger.error(gap, 'messages lost: retention removed them before they were processed');
  }

  logDiffers(partition: number, fromOffset: bigint, nextOffset: bigint): void {
    this.differences.inc();
    const range = { partition, fromOffset: String(fromOffset), nextOffset: String(nextOffset) };
    this.logger.error(range, 'Kafka lost counted records; reading again from the first difference');
  }

  databaseBehind(partition: number, nextOffset: bigint, committed: bigint): void {
    const at = { partition, nextOffset: String(nextOffset), committed: String(committed) };
    this.logger.warn(at, 'database is behind the group; catching up');
  }

  catchUpDelayed(error: unknown): void {
    this.logger.warn({ error }, 'progress not compared with the group; retrying');
  }

  modelFailed(error: unknown): void {
    this.modelFailures.inc();
    this.logger.error({ error }, 'model failed; the rule decides alone');
  }

  shadowFailed(error: unknown): void {
    this.guard.shadowFailed(error);
  }

  published(alerts: readonly AkiAlertRecord[]): void {
    this.alerts.inc(alerts.length);
  }

  publishFailed(error: unknown): void {
    this.publishFailures.inc();
    this.logger.warn({ error }, 'alert not published; left to the sweep');
  }

  swept(count: number): void {
    this.sweeps.inc(count);
    this.logger.info({ count }, 'alerts published by the sweep');
  }

  sweepDelayed(error: unknown): void {
    this.logger.warn({ error }, 'sweep failed; retrying');
  }
}
