import path from 'node:path';
import { type ServiceDefinition } from '../service/service-definition';
import { type ServiceName, type StackConfiguration } from '../settings/config';
import { type ServiceDatabaseUrls } from './start-database';

export interface ServiceListOptions {
  configuration: StackConfiguration;
  brokers: readonly string[];
  databaseUrls: ServiceDatabaseUrls;
  feed: string;
  pager: string;
}

/** Shorter than the stack gives a service to stop, so that it says itself what it left. */
const DRAIN_TIMEOUT_MS = '2500';

/** The services of Renwatch itself, in the order in which they are started; also those that this stack does not run. */
export function serviceList(options: ServiceListOptions): ServiceDefinition[] {
  const { configuration, brokers, databaseUrls, feed, pager } = options;
  const { root, logLevel, history, model, modelSwitchFile, mllpListen } = configuration;
  const main = (name: ServiceName) => path.join(root, 'apps', name, 'dist', 'main.js');
  const common = (httpPort: number) => ({
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(httpPort),
    LOG_LEVEL: logLevel,
    DRAIN_TIMEOUT_MS,
    KAFKA_BROKERS: brokers.join(','),
  });
  return [
    {
      name: 'inference',
      main: main('inference'),
      args: [],
      httpPort: configuration.inferenceHttpPort,
      env: {
        ...common(configuration.inferenceHttpPort),
        DATABASE_URL: databaseUrls.inference,
        HISTORY_CSV: history ?? '',
        MODEL: model ?? '',
        MODEL_SWITCH_FILE: modelSwitchFile,
      },
    },
    {
      name: 'pager',
      main: main('pager'),
      args: [],
      httpPort: configuration.pagerHttpPort,
      env: {
        ...common(configuration.pagerHttpPort),
        DATABASE_URL: databaseUrls.pager,
        PAGER_ADDRESS: pager,
      },
    },
    {
      name: 'gateway',
      main: main('gateway'),
      args: [],
      httpPort: configuration.gatewayHttpPort,
      env: { ...common(configuration.gatewayHttpPort), MLLP_LISTEN: mllpListen, MLLP_ADDRESS: feed },
    },
  ];
}
