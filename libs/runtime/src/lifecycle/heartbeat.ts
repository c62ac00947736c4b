import { type Logger } from '../logger';
import { type Metrics } from '../metrics/metrics';

export interface HeartbeatOptions {
  /** May hold a token: it is never logged. */
  url: string;
  isReady: () => boolean;
  /** Default: a minute. */
  everyMs?: number;
  /** Default 10 s. */
  timeoutMs?: number;
  metrics: Metrics;
  logger: Logger;
}

const MINUTE_MS = 60_000;

/**
 * Asks a URL outside, by GET, while the service is ready. Whoever watches that URL notices when it stops, even if nothing
 * is left here that could raise an alarm. A URL that is slow or away changes nothing for the service.
 */
export class Heartbeat {
  private readonly beats;
  private timer: NodeJS.Timeout | undefined;
  private isUnderWay = false;
  private isFailing = false;

  constructor(private readonly options: HeartbeatOptions) {
    this.beats = options.metrics.counter({
      name: 'heartbeats_total',
      help: 'Heartbeats by outcome (sent, failed); operators see why the watch outside is silent. Absent without HEARTBEAT_URL.',
      labels: ['outcome'],
      known: { outcome: ['sent', 'failed'] },
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.beat(), this.options.everyMs ?? MINUTE_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never rejects; does nothing while unready, or while the last heartbeat is under way. */
  async beat(): Promise<void> {
    if (this.isUnderWay || !this.options.isReady()) return;
    this.isUnderWay = true;
    const fault = await this.ask();
    this.isUnderWay = false;
    this.beats.inc({ outcome: fault === undefined ? 'sent' : 'failed' });
    if (fault !== undefined && !this.isFailing) this.options.logger.warn({ fault }, 'heartbeat not sent');
    if (fault === undefined && this.isFailing) this.options.logger.info('heartbeat sent again');
    this.isFailing = fault !== undefined;
  }

  /** Returns a short reason if it failed, without the error's text, which may name the URL. */
  private async ask(): Promise<string | undefined> {
    const { url, timeoutMs = 10_000 } = this.options;
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
      await response.body?.cancel();
      return response.ok ? undefined : `http-${response.status}`;
    } catch (error) {
      const { name, cause } = error as { name: string; cause?: { code?: string } };
      return cause?.code ?? name;
    }
  }
}
