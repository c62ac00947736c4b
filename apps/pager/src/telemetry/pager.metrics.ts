import { BoundedLabel, type Logger, type Metrics, type WorkWatch } from '@renwatch/runtime';
import { type DeliveryEvents, type FailedAttempt } from '../delivery/delivery.events';
import { type Backlog } from '../delivery/page-store.port';
import { type IntakeEvents } from '../intake/intake.events';
import { type DeliveryOutcome } from '../delivery/page-sender.port';
import { PAGER_REASONS } from '../delivery/dead-letters.port';
import { type Page } from '../delivery/page';

const MAX_REASONS = 40;
/** How an attempt usually fails. Other reasons are counted too, but not exported at 0. */
const FAILURES = [
  ...['timeout', 'stopped', 'no-answer', 'dead-letter-not-written'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'ETIMEDOUT'],
  ...['http-429', 'http-500', 'http-502', 'http-503', 'http-504'],
];
/** Causes of the decisions that take an alert back. */
const CAUSES = ['withdrawn', 'revised', 'history-changed', 'uncovered', 'merged', 'unknown'];
const OUTCOMES = ['delivered', 'failed', 'refused'] as const satisfies DeliveryOutcome['kind'][];
/** Earlier failed attempts are routine and logged as information. */
const WARN_FROM_ATTEMPT = 3;

/** Name of the work that waits while a page is undelivered. */
const DELIVERY = 'delivery';

/** Counts and logs what the pager does. Logs name alerts by id and never name a patient. */
export class PagerMetrics implements DeliveryEvents, IntakeEvents {
  private readonly recordedPages;
  private readonly erasedPages;
  private readonly deliveries;
  private readonly failures;
  private readonly repeats;
  private readonly unconfirmed;
  private readonly retractions;
  private readonly leasesEnded;
  private readonly direct;
  private readonly letters;
  private readonly delays;
  private readonly receivedToDelivered;
  private readonly requests;
  private readonly reasons = new BoundedLabel({
    pattern: /^[\w-]{1,40}$/,
    maxValues: MAX_REASONS,
    known: FAILURES,
  });
  private pending = 0;
  private mostUnconfirmed = 0;
  private retractedAfterDelivery = 0;
  private oldestPendingMs: number | undefined;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    private readonly work: WorkWatch,
    private readonly now: () => number = Date.now,
  ) {
    this.recordedPages = metrics.counter({
      name: 'pager_pages_recorded_total',
      help: 'New pages; operators compare it with the alerts that inference published.',
    });
    this.erasedPages = metrics.counter({
      name: 'pager_erased_pages_total',
      help: 'Pages left out because their patients were erased since; for the records officer, to see that nothing comes back.',
    });
    this.deliveries = metrics.counter({
      name: 'pager_deliveries_total',
      help: 'Attempts by outcome (delivered, failed, refused). ALARM on any refused: that page never arrives.',
      labels: ['outcome'],
      known: { outcome: OUTCOMES },
    });
    this.failures = metrics.counter({
      name: 'pager_failed_attempts_total',
      help: 'Attempts that will be retried, by reason; shows operators why the pager cannot be reached.',
      labels: ['reason'],
      known: { reason: [...FAILURES, 'other'] },
    });
    this.repeats = metrics.counter({
      name: 'pager_repeated_pages_total',
      help: 'Pages delivered more than once. Harmless, but many of them tire the people on call.',
    });
    this.unconfirmed = metrics.counter({
      name: 'pager_unconfirmed_attempts_total',
      help: 'Attempts that may have arrived without an answer in time, so that people are paged again. ALARM on a rise.',
    });
    this.retractions = metrics.counter({
      name: 'pager_retracted_pages_total',
      help: 'Pages closed before they were delivered because their alert no longer stood, by cause; for operators.',
      labels: ['because'],
      known: { because: CAUSES },
    });
    this.leasesEnded = metrics.counter({
      name: 'pager_leases_ended_total',
      help: 'Claimed pages whose lease was too short for an attempt: this process or the database stood still.',
    });
    this.direct = metrics.counter({
      name: 'pager_direct_pages_total',
      help: 'Pages delivered while the database was away and recorded later.',
    });
    this.letters = metrics.counter({
      name: 'pager_dead_letters_total',
      help: 'Alerts and pages dead-lettered, by reason. ALARM on any rise: nobody was paged.',
      labels: ['reason'],
      known: { reason: PAGER_REASONS },
    });
    this.delays = metrics.counter({
      name: 'pager_batches_delayed_total',
      help: 'Batches of alerts retried because the database or Kafka was away; for the platform engineer.',
    });
    this.receivedToDelivered = metrics.histogram({
      name: 'pager_received_to_delivered_seconds',
      help: 'Seconds from the gateway receiving a result to its delivered page: the promise to clinicians.',
    });
    this.requests = metrics.histogram({
      name: 'pager_request_seconds',
      help: 'Seconds the pager took to accept a page; for whoever runs the pager.',
    });
    metrics.gauge({
      name: 'pager_pending_pages',
      help: 'Pages not delivered yet, over all replicas; operators watch it fall.',
      collect: (gauge) => gauge.set(this.pending),
    });
    metrics.gauge({
      name: 'pager_most_unconfirmed_attempts',
      help: 'Most unconfirmed attempts at one undelivered page. ALARM at 3: the endpoint may page it again and again.',
      collect: (gauge) => gauge.set(this.mostUnconfirmed),
    });
    metrics.gauge({
      name: 'pager_retracted_after_delivery',
      help: 'Alerts taken back after their page was delivered. ALARM on a rise: the team still believes the page.',
      collect: (gauge) => gauge.set(this.retractedAfterDelivery),
    });
    metrics.gauge({
      name: 'pager_oldest_undelivered_page_age_seconds',
      help: 'Seconds since the oldest undelivered page was decided; 0 if there is none. ALARM above 30.',
      collect: (gauge) => gauge.set(this.oldestAgeSeconds()),
    });
    metrics.gauge({
      name: 'pager_oldest_owed_alert_age_seconds',
      help: 'Seconds since the oldest alert that is not recorded came, or the oldest undelivered page was decided; 0 if there is none. ALARM above 60.',
      collect: (gauge) => gauge.set(work.oldestAgeSeconds),
    });
  }

  /** Pages of patients who were erased after their messages were received. */
  leftOut(count: number): void {
    this.erasedPages.inc(count);
    this.logger.warn({ count }, 'pages left out: their patients were erased');
  }

  recorded(count: number): void {
    this.recordedPages.inc(count);
  }

  deadLettered({ id, reason, detail }: { id: string; reason: string; detail: string }): void {
    this.letters.inc({ reason });
    this.logger.warn({ deadLetter: id, reason, detail }, 'dead-lettered');
  }

  delayed(partition: number, error: unknown): void {
    this.delays.inc();
    this.work.failed(partition, error);
    this.logger.warn({ partition, error }, 'batch not recorded; retrying');
  }

  delivered(page: Page, info: { attempts: number; requestMs: number; direct: boolean }): void {
    const ms = Math.max(0, this.now() - Date.parse(page.receivedAt));
    this.deliveries.inc({ outcome: 'delivered' });
    this.work.moved(DELIVERY);
    if (info.direct) this.direct.inc();
    this.receivedToDelivered.observe(ms / 1000);
    this.requests.observe(info.requestMs / 1000);
    const { attempts, direct } = info;
    this.logger.info({ alert: page.alertId, level: page.level, attempts, direct, ms }, 'page delivered');
  }

  repeated(page: Page): void {
    this.repeats.inc();
    this.logger.info({ alert: page.alertId }, 'page was delivered before; this is a repeat');
  }

  leaseEnded(page: Page): void {
    this.leasesEnded.inc();
    this.logger.warn({ alert: page.alertId }, 'lease ended before the page was sent; left to the next claim');
  }

  failed(page: Page, { mayHaveArrived, ...info }: FailedAttempt): void {
    this.deliveries.inc({ outcome: 'failed' });
    this.work.failed(DELIVERY, info.reason);
    this.failures.inc({ reason: this.reasons.of(info.reason) });
    if (mayHaveArrived) {
      this.unconfirmed.inc();
      this.logger.warn({ alert: page.alertId, ...info }, 'page not confirmed in time; repeating it later');
      return;
    }
    const level = info.attempts >= WARN_FROM_ATTEMPT ? 'warn' : 'info';
    this.logger[level]({ alert: page.alertId, ...info }, 'page not delivered; retrying');
  }

  retracted(page: Page, because: string): void {
    this.retractions.inc({ because: CAUSES.includes(because) ? because : 'unknown' });
    this.logger.warn({ alert: page.alertId, because }, 'alert no longer stands; page closed as retracted');
  }

  refused(page: Page, { status }: { status: number }): void {
    this.deliveries.inc({ outcome: 'refused' });
    this.letters.inc({ reason: 'page-refused' });
    this.logger.error({ alert: page.alertId, status }, 'page refused by the pager; dead-lettered');
  }

  storeAway(error: unknown): void {
    this.logger.warn({ error }, 'database not available; delivering recent pages without it');
  }

  storeBack(): void {
    this.logger.info('database is back');
  }

  backlog({ pending, oldestPendingAt, mostUnconfirmed, retractedAfterDelivery }: Backlog): void {
    this.retractedAfterDelivery = retractedAfterDelivery;
    this.mostUnconfirmed = mostUnconfirmed;
    this.pending = pending;
    const oldestPendingMs = oldestPendingAt === null ? undefined : Date.parse(oldestPendingAt);
    // Another replica may have delivered the oldest.
    if (oldestPendingMs !== this.oldestPendingMs) this.work.moved(DELIVERY);
    this.oldestPendingMs = oldestPendingMs;
    if (oldestPendingMs === undefined) this.work.idle(DELIVERY);
    else this.work.waits(DELIVERY, oldestPendingMs);
  }

  private oldestAgeSeconds(): number {
    return this.oldestPendingMs === undefined ? 0 : Math.max(0, this.now() - this.oldestPendingMs) / 1000;
  }
}
