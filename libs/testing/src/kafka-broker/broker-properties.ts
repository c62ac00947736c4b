export interface BrokerPropertiesOptions {
  port: number;
  controllerPort: number;
  logDirectory: string;
  /** A second listener that tells its clients to come back through a proxy. */
  proxied?: { listenerPort: number; proxyPort: number };
}

/** A single-node KRaft broker on 127.0.0.1, for one machine: nothing is deleted unless its topic says so. */
export function brokerProperties(options: BrokerPropertiesOptions): string {
  const { port, controllerPort, logDirectory, proxied } = options;
  const listeners = [`PLAINTEXT://127.0.0.1:${port}`];
  const advertised = [`PLAINTEXT://127.0.0.1:${port}`];
  if (proxied) {
    listeners.push(`PROXIED://127.0.0.1:${proxied.listenerPort}`);
    advertised.push(`PROXIED://127.0.0.1:${proxied.proxyPort}`);
  }
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': logDirectory,
    'auto.create.topics.enable': 'false',
    'log.retention.ms': '-1',
    // A laptop's stack may rest for long: committed offsets stay ten years.
    'offsets.retention.minutes': '5256000',
    'offsets.topic.num.partitions': '4',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // After a crash the controller waits for the old session to pass before it takes the broker again.
    'broker.session.timeout.ms': '5000',
    'broker.heartbeat.interval.ms': '1000',
    'log.cleaner.dedupe.buffer.size': '16777216',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'background.threads': '2',
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
