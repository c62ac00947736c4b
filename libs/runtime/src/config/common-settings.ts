import { parseCrashPlan } from '../crash/crash-plan';
import { choice, integer, parsedBy, port, text, trueOrFalse } from './schemas';
import { setting } from './setting';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** Settings of every service. */
export const commonSettings = {
  checkOnly: setting('CHECK_CONFIGURATION', trueOrFalse, {
    help: 'check the configuration and exit: 0 if it is valid, 78 with every fault if not',
    flag: 'check-configuration',
    fallback: 'false',
  }),
  httpHost: setting('HTTP_HOST', text, { help: 'address of health and metrics', fallback: '0.0.0.0' }),
  httpPort: setting('HTTP_PORT', port, { help: 'port of health and metrics', fallback: '8080' }),
  logLevel: setting('LOG_LEVEL', choice(LOG_LEVELS), {
    help: 'lowest level that is logged',
    fallback: 'info',
  }),
  drainTimeoutMs: setting('DRAIN_TIMEOUT_MS', integer(100, 600_000), {
    help: 'longest time a stop may take, in ms; shorter than the grace period of the pod',
    fallback: '8000',
  }),
  crashAt: setting('CRASH_AT', parsedBy(parseCrashPlan), {
    help: 'tests only: point:passing at which this service kills itself, or with :freeze stops itself',
    fallback: '',
  }),
  crashesAllowed: setting('CRASHES_ALLOWED', trueOrFalse, {
    help: 'tests only: allow CRASH_AT, which is refused otherwise',
    fallback: 'false',
  }),
};
