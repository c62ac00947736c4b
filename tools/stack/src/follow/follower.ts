import { type DeliveredPage } from '../report/delivered-page';
import { Latencies } from '../report/latencies';
import { pageLine } from '../report/page-line';
import { type StoreTotals } from '../report/store-totals';
import { summaryLine } from '../report/summary-line';

export interface FollowerOptions {
  pages: { poll(): Promise<DeliveredPage[]> };
  totals: () => Promise<StoreTotals>;
  deadLetters: () => Promise<number>;
  acknowledged: () => Promise<number>;
  /** From a message being sent to its page, where the simulator saw both; else undefined. */
  sentToPagedMs: (page: DeliveredPage) => number | undefined;
  print: (line: string) => void;
  pollMs?: number;
  summaryEveryMs?: number;
}

const POLL_MS = 200;
const SUMMARY_EVERY_MS = 5_000;

/** Prints a line for each page, and one that sums up while the stream goes on. */
export class Follower {
  readonly latencies = new Latencies();
  private before: { totals: StoreTotals; deadLetters: number } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private lastSummary = '';
  private summaryAtMs = Date.now();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowerOptions) {}

  /** Takes what is there as the point to count from, and follows from now on. */
  async start(): Promise<void> {
    this.before = { totals: await this.options.totals(), deadLetters: await this.options.deadLetters() };
    this.schedule();
  }

  /** Idempotent. Prints what is still to be printed. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    if (this.before) await this.look(true);
  }

  /** What has happened since the start. */
  async figures() {
    const { totals, deadLetters, acknowledged } = this.options;
    const now = await totals();
    const before = this.before ?? { totals: now, deadLetters: 0 };
    return {
      acknowledged: await acknowledged(),
      decisions: now.decisions - before.totals.decisions,
      alerts: now.alerts - before.totals.alerts,
      pagesDelivered: now.pagesDelivered - before.totals.pagesDelivered,
      deadLetters: (await deadLetters()) - before.deadLetters,
      latencies: this.latencies,
      totals: now,
    };
  }

  /** Prints the pages delivered since the last look. */
  async look(withSummary: boolean): Promise<void> {
    try {
      for (const page of await this.options.pages.poll()) {
        const ms =
          this.options.sentToPagedMs(page) ?? Date.parse(page.deliveredAt) - Date.parse(page.receivedAt);
        this.latencies.add(ms);
        this.options.print(pageLine(page, ms));
      }
      if (withSummary) this.sumUp(summaryLine(await this.figures()));
    } catch {
      // The database or the broker is away; the services say so themselves, and the next look will tell.
    }
  }

  private sumUp(line: string): void {
    if (line !== this.lastSummary) this.options.print(line);
    this.lastSummary = line;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      const { summaryEveryMs = SUMMARY_EVERY_MS } = this.options;
      const due = Date.now() - this.summaryAtMs >= summaryEveryMs;
      if (due) this.summaryAtMs = Date.now();
      this.running = this.look(due).then(() => this.schedule());
    }, this.options.pollMs ?? POLL_MS);
  }
}
