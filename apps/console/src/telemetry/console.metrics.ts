import { PROBLEMS, type Problem } from '@renwatch/contract';
import { type Logger, type Metrics } from '@renwatch/runtime';
import { type LoginEvents } from '../access/login.desk';
import { type LiveEvents } from '../live/change.watch';

/** Counts what the console does. Nothing of a request or a patient is in a label or a log. */
export class ConsoleMetrics implements LoginEvents, LiveEvents {
  private readonly logins;
  private readonly refusals;
  private streams = 0;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.logins = metrics.counter({
      name: 'console_logins_total',
      help: 'Attempts to log in to the console by outcome; many refused ones may be somebody who guesses.',
      labels: ['outcome'],
      known: { outcome: ['succeeded', 'refused'] },
    });
    this.refusals = metrics.counter({
      name: 'console_refusals_total',
      help: 'Requests of browsers that were not served, by problem; operators look at unavailable and failed.',
      labels: ['problem'],
      known: { problem: PROBLEMS },
    });
    metrics.gauge({
      name: 'console_event_streams',
      help: 'Open pages that wait for changes, of this replica; operators see whether people use it.',
      collect: (gauge) => gauge.set(this.streams),
    });
  }

  loggedIn(): void {
    this.logins.inc({ outcome: 'succeeded' });
  }

  loginRefused(): void {
    this.logins.inc({ outcome: 'refused' });
  }

  refused(problem: Problem['problem']): void {
    this.refusals.inc({ problem });
  }

  failed(error: unknown): void {
    this.logger.error({ error }, 'request failed');
  }

  watching(streams: number): void {
    this.streams = streams;
  }

  changesUnknown(error: unknown): void {
    this.logger.warn({ error }, 'changes cannot be read; pages show that they are old');
  }
}
