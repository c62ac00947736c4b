import { parseCrashPlan } from '../crash/crash-plan';
import { setting } from './setting';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** What every service can be told. */
export const commonSettings = {
  checkOnly: setting.flag('CHECK_CONFIGURATION', {
    describe: 'check the configuration and exit: 0 where it is right, else 78 with every fault',
    flag: 'check-configuration',
    fallback: 'false',
  }),
  httpHost: setting.text('HTTP_HOST', {
    describe: 'the address health and metrics listen on',
    fallback: '0.0.0.0',
  }),
  httpPort: setting.port('HTTP_PORT', { describe: 'the port of health and metrics', fallback: '8080' }),
  logLevel: setting.choice('LOG_LEVEL', {
    describe: 'the least level logged',
    of: LOG_LEVELS,
    fallback: 'info',
  }),
  drainTimeoutMs: setting.integer('DRAIN_TIMEOUT_MS', {
    describe: 'how long a stop may take, in ms; shorter than the pod’s grace period',
    min: 100,
    max: 600_000,
    fallback: '8000',
  }),
  crashAt: setting.custom('CRASH_AT', {
    describe: 'for tests alone: point:passing at which this service dies, or freezes with :freeze behind it',
    fallback: '',
    parse: parseCrashPlan,
  }),
  crashesAllowed: setting.flag('CRASHES_ALLOWED', {
    describe: 'says that a test runs this service; without it CRASH_AT is refused',
    fallback: 'false',
  }),
};
