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
  /** Returns the time from a message to its page, if the simulator saw both. */
  sentToPagedMs: (page: DeliveredPage) => number | undefined;
  print: (line: string) => void;
  pollMs?: number;
  summaryEveryMs?: number;
}

const POLL_MS = 200;
const SUMMARY_EVERY_MS = 5_000;

/** Prints a line for each page, and a summary now and then. */
export class Follower {
  readonly latencies = new Latencies();
  private before: { totals: StoreTotals; deadLetters: number } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private lastSummary = '';
  private summaryAtMs = Date.now();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowerOptions) {}

  /** Counts and prints from now on. */
  async start(): Promise<void> {
    this.before = { totals: await this.options.totals(), deadLetters: await this.options.deadLetters() };
    this.schedule();
  }

  /** Prints the last pages and a summary. Idempotent. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    if (this.before) await this.look(true);
  }

  /** Returns the figures since the start. */
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
      // Database or broker is unavailable; the services report that, and the next look catches up.
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
