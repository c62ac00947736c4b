import { parseCrashPlan } from '../crash/crash-plan';
import {
  authority,
  choice,
  integer,
  optionalText,
  parsedBy,
  port,
  secureUrl,
  share,
  text,
  timezone,
  trueOrFalse,
  webUrl,
} from '../config/schemas';
import { optionalSetting, setting } from '../config/setting';

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
  version: setting('RENWATCH_VERSION', text, {
    help: 'version that renwatch_build_info shows; images set it',
    fallback: 'unknown',
  }),
  revision: setting('RENWATCH_REVISION', text, {
    help: 'revision of the source that renwatch_build_info shows; images set it',
    fallback: 'unknown',
  }),
  tracesEndpoint: setting('OTEL_EXPORTER_OTLP_ENDPOINT', webUrl, {
    help: 'URL of an OpenTelemetry collector that takes traces over HTTP, such as http://collector:4318; empty: no traces',
    fallback: '',
  }),
  tracesRatio: setting('OTEL_TRACES_SAMPLER_ARG', share, {
    help: 'share of the frames whose traces are exported, from 0 to 1',
    fallback: '1',
  }),
  heartbeatUrl: setting('HEARTBEAT_URL', secureUrl, {
    help: 'https URL outside that this service asks once a minute while it is ready, such as a check of healthchecks.io; empty: none',
    secret: true,
    fallback: '',
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

/** The file of feeds, and defaults for feeds and for files beside them: the same for every service that reads one. */
export const feedSettings = {
  feedsFile: optionalSetting('FEEDS_FILE', {
    help: 'YAML file that describes feeds; read again at SIGHUP',
  }),
  authority: setting('ASSIGNING_AUTHORITY', authority, {
    help: 'assigning authority of patient numbers that name none',
    fallback: 'local',
  }),
  timezone: setting('FEED_TIMEZONE', timezone, {
    help: 'IANA time zone of times that name none',
    fallback: 'UTC',
  }),
};

const POSTGRES_URL = 'give a URL such as postgres://user:password@host:5432/renwatch';

/** Access to PostgreSQL: the same for every service that uses it. */
export const databaseSettings = {
  databaseUrl: setting('DATABASE_URL', text.refine(isPostgresUrl, POSTGRES_URL), {
    help: 'PostgreSQL URL, postgres://user:password@host:5432/renwatch',
    secret: true,
    fallback: 'postgres://renwatch@localhost:5432/renwatch',
  }),
  databaseConnections: setting('DATABASE_CONNECTIONS', integer(2, 100), {
    help: 'maximum number of database sessions of this process',
    fallback: '8',
  }),
};

const serviceUrl = optionalText.refine((given) => given === undefined || isPostgresUrl(given), POSTGRES_URL);
const loginSetting = (user: string) => ({
  help: `URL with a login for ${user}, which gets its rights alone; default: it uses the owner's`,
  secret: true,
  fallback: '',
});

/** Logins that get their rights when the database is prepared. */
export const serviceLoginSettings = {
  inferenceDatabaseUrl: setting('INFERENCE_DATABASE_URL', serviceUrl, loginSetting('inference')),
  pagerDatabaseUrl: setting('PAGER_DATABASE_URL', serviceUrl, loginSetting('the pager')),
  consoleDatabaseUrl: setting('CONSOLE_DATABASE_URL', serviceUrl, loginSetting('the console')),
  operatorDatabaseUrl: setting('OPERATOR_DATABASE_URL', serviceUrl, loginSetting('npx renwatch')),
};

/** For services that have a backlog. */
export const workSettings = {
  stalledAfterMs: setting('STALLED_AFTER_MS', integer(1_000, 3_600_000), {
    help: 'unready if work waits and nothing of it is done for so long, in ms',
    fallback: '30000',
  }),
};

function isPostgresUrl(given: string): boolean {
  return URL.canParse(given) && /^postgres(ql)?:$/.test(new URL(given).protocol);
}
