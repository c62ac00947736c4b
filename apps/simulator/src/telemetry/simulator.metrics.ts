import { type Metrics } from '@renwatch/runtime';
import { type SimulatorEvent } from './simulator.events';

/** Counts and times the simulator's events. */
export class SimulatorMetrics {
  private readonly messages;
  private readonly connections;
  private readonly open;
  private readonly answered;
  private readonly pages;
  private readonly latency;

  constructor(metrics: Metrics) {
    this.messages = metrics.counter({
      name: 'simulator_messages_total',
      help: 'Messages sent, acknowledged and refused. Shows how far a replay has come.',
      labels: ['what'],
    });
    this.connections = metrics.counter({
      name: 'simulator_connections_total',
      help: 'Feed connections accepted so far. Used by tests of reconnection.',
    });
    this.open = metrics.gauge({
      name: 'simulator_open_connections',
      help: 'Feed connections open now. At 0 nothing is sent.',
    });
    this.answered = metrics.histogram({
      name: 'simulator_answer_seconds',
      help: 'Time from sending a message to its answer: the gateway as a hospital sees it.',
    });
    this.pages = metrics.counter({
      name: 'simulator_pages_total',
      help: 'Pages received: new, repeated or refused. Used by tests that no page is missing.',
      labels: ['what'],
    });
    this.latency = metrics.histogram({
      name: 'simulator_page_latency_seconds',
      help: 'Time from the first send of a result to its first page. Checks that pages arrive within a second or so.',
    });
  }

  observe(event: SimulatorEvent): void {
    switch (event.type) {
      case 'connected':
        this.connections.inc();
        this.open.inc();
        break;
      case 'closed':
        this.open.dec();
        break;
      case 'sent':
        this.messages.inc({ what: 'sent' });
        break;
      case 'acked':
        this.messages.inc({ what: 'acknowledged' });
        this.answered.observe(event.waitedMs / 1000);
        break;
      case 'refused':
        this.messages.inc({ what: 'refused' });
        this.answered.observe(event.waitedMs / 1000);
        break;
      case 'page':
        this.pages.inc({ what: event.repeat ? 'repeated' : 'new' });
        if (!event.repeat && event.latencyMs !== undefined) this.latency.observe(event.latencyMs / 1000);
        break;
      case 'page-refused':
        this.pages.inc({ what: 'refused' });
        break;
      case 'end':
      case 'unreadable':
        break;
      default:
        event satisfies never;
    }
  }
}
