import { type LoggerService } from '@nestjs/common';
import { type Logger } from './logger';

/** Nest's own messages in our log: its start-up chatter at debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context, detail: String(message) }, 'nest');
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context, detail: String(message) }, 'nest');
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, detail: String(message), stack }, 'nest');
  }
}
