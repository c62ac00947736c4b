import { type PageEvent, type SimulatorEvent } from '../telemetry/simulator.events';
import { type Clock } from '@renwatch/timing';
import { type ReceivedPage } from './pager.server';
import { SentResults } from './sent-results';

const MAX_RESULTS = 100_000;
const MAX_PAGES = 100_000;

/** Matches pages with sent results: how long each page took, and if it is a repeat. */
export class PageDesk {
  private readonly sent = new SentResults({ maxResults: MAX_RESULTS });
  private readonly seen = new Set<string>();

  constructor(private readonly options: { clock: Clock }) {}

  observe(event: SimulatorEvent): void {
    if (event.type !== 'sent' || event.facts.mrn === undefined) return;
    const { index, sentAtMs, facts } = event;
    for (const time of facts.observed) this.sent.sent({ mrn: event.facts.mrn, time, index, sentAtMs });
  }

  receive(page: ReceivedPage): PageEvent {
    const receivedAtMs = this.options.clock.nowMs();
    const { mrn, time, idempotencyKey } = page;
    const found = this.sent.find(mrn, time);
    const key = `${mrn},${time ?? ''}`;
    const repeat = this.seen.has(key);
    this.seen.add(key);
    if (this.seen.size > MAX_PAGES) {
      for (const oldest of this.seen) {
        this.seen.delete(oldest);
        break;
      }
    }
    const latencyMs = found && receivedAtMs - found.sentAtMs;
    return { type: 'page', mrn, time, repeat, idempotencyKey, latencyMs, index: found?.index };
  }
}
