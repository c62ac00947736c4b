export { tlsFileFaults, tlsFileReader } from './settings/tls-files';
export {
  commonSettings,
  databaseSettings,
  feedSettings,
  serviceLoginSettings,
  workSettings,
} from './settings/common-settings';
export {
  kafkaAccess,
  kafkaAccessSettings,
  type KafkaAccess,
  type KafkaAccessConfiguration,
} from './settings/kafka-access';
export { kafkaFaults, kafkaSettings } from './settings/kafka-settings';
export {
  ConfigurationError,
  EXIT_CONFIGURATION,
  type ConfigurationFault,
} from './config/configuration.error';
export {
  loadConfiguration,
  type Configuration,
  type ConfigurationSource,
  type Settings,
} from './config/load-configuration';
export * as schema from './config/schemas';
export { type HostPort, type Parsed, type TextSchema } from './config/schemas';
export { optionalSetting, setting, type Setting, type SettingOptions } from './config/setting';
export { type CrashPlan } from './crash/crash-plan';
export { CRASH_POINTS, NO_CRASH_POINTS, type CrashPoint, type CrashPoints } from './crash/crash-points';
export { livenessReport, Readiness, readinessReport, type Part, type PartState } from './health/readiness';
export { watchKafka, type GroupState, type WatchKafkaOptions } from './health/watch-kafka';
export { watchPart, type WatchPartOptions } from './health/watch-part';
export { watchWork, WorkWatch } from './health/work-watch';
export { Reload } from './lifecycle/reload';
export { retryUntilDone, type RetryOptions } from './lifecycle/retry-until-done';
export { runService, type ServiceDefinition } from './lifecycle/run-service';
export { waitForPart, type WaitForPartOptions } from './lifecycle/wait-for-part';
export { CRASH, LOGGER, RuntimeModule, TRACER } from './lifecycle/runtime.module';
export { ServiceFailure } from './lifecycle/service-failure';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { BoundedLabel } from './metrics/bounded-label';
export { exportAt0, Metrics } from './metrics/metrics';
export { parseTraceparent } from './traces/traceparent';
export { NO_TRACES, type Span, type Tracer } from './traces/tracer';
