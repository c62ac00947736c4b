import pino from 'pino';

/** pino's form: fields first, then a constant message. Fields never hold a payload, name, birth date or MRN. */
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
  // Synchronous, so that the last lines before an exit are never lost.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }));
}
