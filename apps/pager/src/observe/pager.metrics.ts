import { type Logger, type Metrics } from '@renwatch/runtime';
import { type DeliveryEvents } from '../delivery/delivery.events';
import { type Backlog } from '../delivery/page.store';
import { type IntakeEvents } from '../intake/intake.events';
import { type Page } from '../page/page';

/** A page's reasons to fail are few; an odd code must not make a metric without bounds. */
const MAX_REASONS = 40;
/** In a log and on a graph every attempt; a warning only when somebody may have to look. */
const WARN_FROM_ATTEMPT = 3;

/** Counts and logs what the pager does. Logs name alerts by id, patients never. */
export class PagerMetrics implements DeliveryEvents, IntakeEvents {
  private readonly recordedPages;
  private readonly deliveries;
  private readonly failures;
  private readonly repeats;
  private readonly leasesEnded;
  private readonly direct;
  private readonly letters;
  private readonly delays;
  private readonly receivedToDelivered;
  private readonly requests;
  private readonly reasons = new Set<string>();
  private pending = 0;
  private oldestPendingMs: number | undefined;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    private readonly now: () => number = Date.now,
  ) {
    this.recordedPages = metrics.counter({
      name: 'pager_pages_recorded_total',
      help: 'Pages that became owed, to compare with the alerts that inference published.',
    });
    this.deliveries = metrics.counter({
      name: 'pager_deliveries_total',
      help: 'Attempts by outcome (delivered, failed, refused). ALARM on any refused: that page never arrives.',
      labels: ['outcome'],
    });
    this.failures = metrics.counter({
      name: 'pager_failed_attempts_total',
      help: 'Attempts that will be repeated, by reason: what is wrong with the way to the pager.',
      labels: ['reason'],
    });
    this.repeats = metrics.counter({
      name: 'pager_repeated_pages_total',
      help: 'Pages delivered more than once, for those on call: harmless, but many tire.',
    });
    this.leasesEnded = metrics.counter({
      name: 'pager_leases_ended_total',
      help: 'Claimed pages whose lease ended before they were sent: this process, or its clock, stood still.',
    });
    this.direct = metrics.counter({
      name: 'pager_direct_pages_total',
      help: 'Pages delivered while the database was away, recorded later.',
    });
    this.letters = metrics.counter({
      name: 'pager_dead_letters_total',
      help: 'Alerts and pages that were dead-lettered, by reason. Any rise needs a look.',
      labels: ['reason'],
    });
    this.delays = metrics.counter({
      name: 'pager_batches_delayed_total',
      help: 'Batches of alerts put off because the database or Kafka was away, for the platform engineer.',
    });
    this.receivedToDelivered = metrics.histogram({
      name: 'pager_received_to_delivered_seconds',
      help: 'From the gateway receiving a result to its delivered page: the promise to the clinicians.',
    });
    this.requests = metrics.histogram({
      name: 'pager_request_seconds',
      help: 'How long the pager took to accept a page, for whoever runs the pager.',
    });
    metrics.gauge({
      name: 'pager_pending_pages',
      help: 'Pages owed and not delivered, of all replicas.',
      collect: (gauge) => gauge.set(this.pending),
    });
    metrics.gauge({
      name: 'pager_oldest_undelivered_page_age_seconds',
      help: 'Since when the oldest undelivered page was decided; 0 where none is owed. ALARM above half a minute.',
      collect: (gauge) => gauge.set(this.oldestAgeSeconds()),
    });
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
    this.logger.warn({ partition, error }, 'batch delayed');
  }

  delivered(page: Page, info: { attempts: number; requestMs: number; direct: boolean }): void {
    const ms = Math.max(0, this.now() - Date.parse(page.receivedAt));
    this.deliveries.inc({ outcome: 'delivered' });
    if (info.direct) this.direct.inc();
    this.receivedToDelivered.observe(ms / 1000);
    this.requests.observe(info.requestMs / 1000);
    const { attempts, direct } = info;
    this.logger.info({ alert: page.alertId, level: page.level, attempts, direct, ms }, 'page delivered');
  }

  repeated(page: Page): void {
    this.repeats.inc();
    this.logger.info({ alert: page.alertId }, 'page had been delivered before');
  }

  leaseEnded(page: Page): void {
    this.leasesEnded.inc();
    this.logger.warn(
      { alert: page.alertId },
      'lease of a page ended before it was sent: left to whoever claims it now',
    );
  }

  failed(page: Page, info: { attempts: number; reason: string; retryInMs: number }): void {
    this.deliveries.inc({ outcome: 'failed' });
    this.failures.inc({ reason: this.bounded(info.reason) });
    const level = info.attempts >= WARN_FROM_ATTEMPT ? 'warn' : 'info';
    this.logger[level]({ alert: page.alertId, ...info }, 'page not delivered yet');
  }

  refused(page: Page, { status }: { status: number }): void {
    this.deliveries.inc({ outcome: 'refused' });
    this.letters.inc({ reason: 'page-refused' });
    this.logger.error({ alert: page.alertId, status }, 'page refused by the pager: dead-lettered');
  }

  storeAway(error: unknown): void {
    this.logger.warn({ error }, 'database is away: recent pages are delivered without it');
  }

  storeBack(): void {
    this.logger.info('database is back');
  }

  backlog({ pending, oldestPendingAt }: Backlog): void {
    this.pending = pending;
    this.oldestPendingMs = oldestPendingAt === null ? undefined : Date.parse(oldestPendingAt);
  }

  private oldestAgeSeconds(): number {
    return this.oldestPendingMs === undefined ? 0 : Math.max(0, this.now() - this.oldestPendingMs) / 1000;
  }

  private bounded(reason: string): string {
    if (this.reasons.size < MAX_REASONS) this.reasons.add(reason);
    return this.reasons.has(reason) ? reason : 'other';
  }
}
