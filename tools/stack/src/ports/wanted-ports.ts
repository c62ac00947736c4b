import { type StackConfiguration } from '../settings/config';
import { type WantedPort } from './check-ports';
import { type SimulatorPorts } from './simulator-ports';

/** Returns every port that a part of the stack will listen on. */
export function wantedPorts(
  configuration: StackConfiguration,
  simulator: SimulatorPorts | undefined,
): WantedPort[] {
  const { kafkaBrokers, databaseUrl, without, mllpListen } = configuration;
  const runs = (name: 'gateway' | 'inference' | 'pager') => !without.includes(name);
  return [
    ...(kafkaBrokers ? [] : [{ port: configuration.kafkaPort, use: 'Kafka', variable: 'KAFKA_PORT' }]),
    ...(databaseUrl
      ? []
      : [{ port: configuration.postgresPort, use: 'PostgreSQL', variable: 'POSTGRES_PORT' }]),
    ...(runs('gateway')
      ? listenPorts(mllpListen).map((port) => ({ port, use: "the gateway's MLLP", variable: 'MLLP_LISTEN' }))
      : []),
    ...(runs('gateway')
      ? [{ port: configuration.gatewayHttpPort, use: "the gateway's HTTP", variable: 'GATEWAY_HTTP_PORT' }]
      : []),
    ...(runs('inference')
      ? [{ port: configuration.inferenceHttpPort, use: "inference's HTTP", variable: 'INFERENCE_HTTP_PORT' }]
      : []),
    ...(runs('pager')
      ? [{ port: configuration.pagerHttpPort, use: "the pager's HTTP", variable: 'PAGER_HTTP_PORT' }]
      : []),
    ...(simulator ? simulatorsPorts(configuration, simulator) : []),
    ...(configuration.watch
      ? [{ port: configuration.prometheusPort, use: 'Prometheus', variable: 'PROMETHEUS_PORT' }]
      : []),
  ];
}

function simulatorsPorts(configuration: StackConfiguration, { mllp, pager }: SimulatorPorts): WantedPort[] {
  const http = configuration.simulatorHttpPort;
  return [
    { port: mllp, use: "the simulator's feed", variable: 'SIMULATOR_MLLP_PORT' },
    { port: pager, use: "the simulator's pager", variable: 'SIMULATOR_PAGER_PORT' },
    { port: http, use: "the simulator's HTTP", variable: 'SIMULATOR_HTTP_PORT' },
  ].flatMap(({ port, ...rest }) => (port === 'off' ? [] : [{ port, ...rest }]));
}

/** Returns the ports in `MLLP_LISTEN`: `port` or `host:port`, with options after `?`, commas between; `off` has none. */
function listenPorts(mllpListen: string): number[] {
  return mllpListen
    .split(',')
    .map((entry) => /(?:^|:)(\d+)$/.exec(entry.split('?')[0]?.trim() ?? '')?.[1])
    .filter((port) => port !== undefined)
    .map(Number);
}
