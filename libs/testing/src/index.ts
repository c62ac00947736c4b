export { absentCounters, seriesOf } from './absent-counters';
export { DetachedProcess } from '@renwatch/machine';
export { FaultProxy, type DropOptions, type FaultProxyOptions } from './fault-proxy/fault-proxy';
export { type SecuredListener } from './kafka-broker/broker-properties';
export { BrokerStartError } from './kafka-broker/broker-start.error';
export { isProduceRequest } from './kafka-broker/kafka-wire';
export {
  startKafkaBroker,
  type KafkaBroker,
  type StartKafkaBrokerOptions,
} from './kafka-broker/start-kafka-broker';
export { testKafkaBrokers } from './jest/test-servers';
export { freePort, isPortFree } from './free-port';
export { akiAlert } from './aki-alert';
export { anySettings, configurationFaults } from './settings';
export {
  TestAuthority,
  type CertificateFiles,
  type IssuedCertificate,
  type IssueOptions,
} from './test-authority';
export { waitFor, type WaitOptions } from './wait-for';
export { sharedDataFolder, workspaceRoot } from './workspace';
export { createDatabase, type TestDatabase } from './postgres/create-database';
export { prepareForServices, serviceUrls, type ServiceUrls } from './postgres/service-urls';
export { PostgresStartError } from './postgres/postgres-start.error';
export { startPostgres, type PostgresOptions, type RunningPostgres } from './postgres/start-postgres';
