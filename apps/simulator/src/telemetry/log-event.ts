import { type Logger } from '@renwatch/runtime';
import { type SimulatorEvent } from './simulator.events';

/** Logs an event for a person who watches. Pages include the MRN: the simulator's patients are not real. */
export function logEvent(logger: Pick<Logger, 'info' | 'warn' | 'error'>, event: SimulatorEvent): void {
  switch (event.type) {
    case 'sent':
    case 'acked':
      return;
    case 'connected':
      logger.info({ connection: event.connection, peer: event.peer }, 'feed connected');
      return;
    case 'closed':
      logger.info({ connection: event.connection, reason: event.reason }, 'feed closed');
      return;
    case 'refused':
      // Log a message that is refused again and again only once.
      if (event.again) return;
      logger.warn({ connection: event.connection, index: event.index, code: event.code }, 'message refused');
      return;
    case 'end':
      logger.info(
        { connection: event.connection, messages: event.index, connectionStaysOpen: event.open },
        'end of stream',
      );
      return;
    case 'unreadable':
      logger.error({ connection: event.connection, error: event.error }, 'stream cannot be read');
      return;
    case 'page': {
      const { mrn, time, repeat, latencyMs } = event;
      const rounded = latencyMs === undefined ? undefined : Math.round(latencyMs);
      logger.info({ mrn, time, latencyMs: rounded, repeat }, 'page');
      return;
    }
    case 'page-refused':
      logger.warn({ status: event.status, reason: event.reason }, 'page refused');
      return;
    default:
      event satisfies never;
  }
}
