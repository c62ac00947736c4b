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
export { akiAlert } from './records/aki-alert';
export { anySettings } from './settings/any-settings';
export { configurationFaults } from './settings/configuration-faults';
export {
  TestAuthority,
  type CertificateFiles,
  type IssuedCertificate,
  type IssueOptions,
} from './tls/test-authority';
export { waitFor, type WaitOptions } from './wait/wait-for';
export { sharedDataFolder } from './workspace/shared-data-folder';
export { workspaceRoot } from './workspace/workspace-root';
export { createDatabase, type TestDatabase } from './postgres/create-database';
export { PostgresStartError } from './postgres/postgres-start.error';
export { startPostgres, type PostgresOptions, type RunningPostgres } from './postgres/start-postgres';
