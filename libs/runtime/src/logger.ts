import { type LoggerService } from '@nestjs/common';
import pino from 'pino';

/** A pino logger: fields first, then a constant message. Fields never hold a payload, name, birth date or MRN. */
export type Logger = pino.Logger;

export interface LoggerOptions {
  service: string;
  level: string;
  /** Default: standard output. */
  destination?: { write(line: string): void };
}

export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.errWithCause },
  };
  // Synchronous, so that the last lines before an exit are not lost.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }));
}

/** Writes Nest's own messages to our log; its start-up messages only at debug. */
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
