import { type ModelInfo } from '@renwatch/aki';
import { type AkiAlertRecord } from '@renwatch/events';
import { type Logger, type Metrics } from '@renwatch/runtime';
import { type BatchEvents } from '../batch/batch.events';
import { type CatchUpEvents } from '../batch/catch-up.events';
import { GuardMetrics } from './guard.metrics';

/** Counts and logs what inference does. Logs name messages and decisions by id, patients never. */
export class InferenceMetrics implements BatchEvents, CatchUpEvents {
  private readonly messages;
  private readonly decisions;
  private readonly retractions;
  private readonly merges;
  private readonly guard;
  private readonly deadLetters;
  private readonly refusedValues;
  private readonly alerts;
  private readonly delays;
  private readonly fences;
  private readonly lost;
  private readonly modelFailures;
  private readonly publishFailures;
  private readonly sweeps;
  private readonly receivedToDecided;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.messages = metrics.counter({
      name: 'inference_messages_total',
      help: 'HL7 messages processed, for whoever compares it with what the gateway accepted.',
    });
    this.decisions = metrics.counter({
      name: 'inference_decisions_total',
      help: 'Decisions recorded by stage and level: clinicians watch the alert rate, data scientists its drift.',
      labels: ['stage', 'level', 'source'],
    });
    this.retractions = metrics.counter({
      name: 'inference_retractions_total',
      help: 'Decided results that were deleted or withdrawn later, for the clinical safety officer.',
    });
    this.guard = new GuardMetrics(metrics, logger);
    this.merges = metrics.counter({
      name: 'inference_merges_total',
      help: 'Patients found to be one, whose results were decided again together, for the clinical safety officer.',
    });
    this.deadLetters = metrics.counter({
      name: 'inference_dead_letters_total',
      help: 'Dead letters written by reason: messages refused whole, or of some values. Any rise needs a look.',
      labels: ['reason'],
    });
    this.refusedValues = metrics.counter({
      name: 'inference_refused_values_total',
      help: 'Creatinines refused by reason, many of which may be one dead letter; whoever connects a feed looks here.',
      labels: ['reason'],
    });
    this.alerts = metrics.counter({
      name: 'inference_alerts_published_total',
      help: 'Alerts that the brokers have, to compare with the pages delivered.',
    });
    this.delays = metrics.counter({
      name: 'inference_batches_delayed_total',
      help: 'Batches put off because the database or Kafka was away, for the platform engineer.',
    });
    this.fences = metrics.counter({
      name: 'inference_fence_refusals_total',
      help: 'Batches refused because another replica had moved on; a few at a rebalance are usual.',
    });
    this.lost = metrics.counter({
      name: 'inference_messages_lost_total',
      help: 'ALARM: messages whose retention ran out before they were processed.',
    });
    this.modelFailures = metrics.counter({
      name: 'inference_model_failures_total',
      help: 'ALARM: batches decided by the rule alone because the model failed.',
    });
    this.publishFailures = metrics.counter({
      name: 'inference_publish_failures_total',
      help: 'Alerts not published at once and left to the sweep, for the platform engineer.',
    });
    this.sweeps = metrics.counter({
      name: 'inference_alerts_swept_total',
      help: 'Alerts published by the sweep instead of at once; more than a few means trouble between commit and Kafka.',
    });
    this.receivedToDecided = metrics.histogram({
      name: 'inference_received_to_decided_seconds',
      help: 'From the gateway receiving a result to its recorded decision: the larger part of the time to a page.',
    });
  }

  batchCommitted({ intakes, changes, letters }: Parameters<BatchEvents['batchCommitted']>[0]): void {
    this.messages.inc(intakes.length);
    for (const letter of letters) {
      this.deadLetters.inc({ reason: letter.reason });
      const { id, reason, detail, source } = letter;
      this.logger.warn({ deadLetter: id, reason, detail, offset: source.offset }, 'dead-lettered');
    }
    for (const { letter, values } of intakes.flatMap(({ refused }) => refused))
      if (values > 0) this.refusedValues.inc({ reason: letter.reason }, values);
    this.guard.batchCommitted(intakes, changes.decisions);
    const nowMs = Date.now();
    for (const { draft, level, source } of changes.decisions) {
      if (!draft.judged) this.retractions.inc();
      const stage = String(draft.judged?.outcome.stage ?? 0);
      this.decisions.inc({ stage, level: String(level), source: source ?? 'none' });
      this.receivedToDecided.observe(Math.max(0, nowMs - Date.parse(draft.message.receivedAt)) / 1000);
    }
    for (const { messageId } of changes.merges) {
      this.merges.inc();
      this.logger.info({ messageId }, 'patients merged');
    }
    for (const { record } of changes.alerts) {
      const { id, decisionId, stage, source } = record;
      this.logger.info({ alert: id, decision: decisionId, stage, source }, 'alert raised');
    }
  }

  /** Whether a model is asked from now on. */
  modelIs(on: boolean): void {
    this.guard.modelIs(on);
  }

  /** Measures from now on how far results lie from those this model was trained on. */
  watchDrift(info: ModelInfo): void {
    this.guard.watchDrift(info);
  }

  batchDelayed(partition: number, error: unknown): void {
    this.delays.inc();
    this.logger.warn({ partition, error }, 'batch delayed');
  }

  batchHalved(partition: number, error: unknown): void {
    // Its name alone: a database quotes values in its messages.
    const fault = error instanceof Error ? error.name : typeof error;
    this.logger.warn({ partition, fault }, 'batch failed: searching it for the message that did it');
  }

  fenceRefused(partition: number, batchStart: bigint, nextOffset: bigint): void {
    this.fences.inc();
    const at = { partition, batchStart: String(batchStart), nextOffset: String(nextOffset) };
    this.logger.warn(at, 'fence refused a batch: another replica has moved on');
  }

  messagesLost(partition: number, fromOffset: bigint, toOffset: bigint): void {
    this.lost.inc(Number(toOffset - fromOffset));
    const gap = { partition, fromOffset: String(fromOffset), toOffset: String(toOffset) };
    this.logger.error(gap, 'messages lost: the log begins after the progress in the database');
  }

  databaseBehind(partition: number, nextOffset: bigint, committed: bigint): void {
    const at = { partition, nextOffset: String(nextOffset), committed: String(committed) };
    this.logger.warn(at, 'the database is behind the group: it was restored, and catches up');
  }

  catchUpDelayed(error: unknown): void {
    this.logger.warn({ error }, 'progress not compared with the group yet: tried again');
  }

  modelFailed(error: unknown): void {
    this.modelFailures.inc();
    this.logger.error({ error }, 'model failed: the rule decides alone');
  }

  shadowFailed(error: unknown): void {
    this.guard.shadowFailed(error);
  }

  published(alerts: readonly AkiAlertRecord[]): void {
    this.alerts.inc(alerts.length);
  }

  publishFailed(error: unknown): void {
    this.publishFailures.inc();
    this.logger.warn({ error }, 'alert not published: left to the sweep');
  }

  swept(count: number): void {
    this.sweeps.inc(count);
    this.logger.info({ count }, 'alerts published by the sweep');
  }
}
